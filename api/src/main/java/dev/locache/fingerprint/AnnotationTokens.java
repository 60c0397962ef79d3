package dev.locache.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/**
 * Writes annotations that a program can read when it runs, in an order of their own. Others, and
 * those that describe a class to compilers only, cannot change a result.
 */
final class AnnotationTokens {
  /** Kotlin's and Scala's describe the whole file, and would tie every method to every other. */
  private static final Set<String> INERT =
      Set.of(
          "Lkotlin/Metadata;",
          "Lkotlin/coroutines/jvm/internal/DebugMetadata;",
          "Lscala/reflect/ScalaSignature;",
          "Lscala/reflect/ScalaLongSignature;",
          "Ljava/lang/Deprecated;",
          "Ljava/lang/FunctionalInterface;",
          "Ljava/lang/SafeVarargs;");

  private final TypeTokens types;

  AnnotationTokens(TypeTokens types) {
    this.types = types;
  }

  /** Writes the annotations of one place. */
  void all(@Nullable List<? extends AnnotationNode> annotations, TokenSink sink) {
    if (annotations == null) {
      sink.number(0);
      return;
    }
    List<TokenSink> each = new ArrayList<>();
    for (AnnotationNode annotation : annotations) {
      if (!INERT.contains(annotation.desc)) {
        TokenSink tokens = new TokenSink();
        annotation(annotation, tokens);
        each.add(tokens);
      }
    }
    each.sort(null);
    sink.number(each.size());
    for (TokenSink tokens : each) {
      sink.all(tokens);
    }
  }

  /** Writes the annotations of a method's parameters, in their order. */
  void parameters(List<AnnotationNode> @Nullable [] parameters, TokenSink sink) {
    if (parameters == null) {
      sink.number(0);
      return;
    }
    sink.number(parameters.length);
    for (List<AnnotationNode> annotations : parameters) {
      all(annotations, sink);
    }
  }

  /** Writes a value of an annotation, or the default of one. */
  void value(Object value, TokenSink sink) {
    if (value instanceof AnnotationNode annotation) {
      annotation(annotation, sink);
    } else if (value instanceof List<?> values) {
      sink.mark('[').number(values.size());
      for (Object each : values) {
        value(each, sink);
      }
    } else if (value instanceof String[] enumConstant) {
      sink.mark('E').text(enumConstant[0]).text(enumConstant[1]);
    } else if (value instanceof Type type) {
      sink.mark('T').text(types.descriptor(type.getDescriptor()));
    } else { // a primitive's box or a string, which differ by class where they look alike
      sink.mark('V').text(value.getClass().getName()).text(value.toString());
    }
  }

  private void annotation(AnnotationNode annotation, TokenSink sink) {
    sink.mark('@').text(annotation.desc);
    if (annotation instanceof TypeAnnotationNode onType) {
      sink.number(onType.typeRef);
      sink.text(onType.typePath == null ? null : onType.typePath.toString());
    }
    if (annotation.values != null) {
      value(annotation.values, sink); // names and values in turn
    }
  }
}
