package dev.locache.guice;

import com.google.inject.Binding;
import com.google.inject.ConfigurationException;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.spi.ConstructorBinding;
import com.google.inject.spi.Message;
import com.google.inject.spi.ProviderInstanceBinding;
import com.google.inject.spi.ProviderKeyBinding;
import dev.locache.ResultCache;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the bindings of an injector while it is created, for mistakes that would otherwise show
 * when an object is asked for, or never.
 */
final class BindingCheck {
  @Inject
  void check(Injector injector) {
    Optional<ResultCache> cache = OpenedCache.of(injector);
    List<Message> problems = new ArrayList<>();
    for (Binding<?> binding : injector.getAllBindings().values()) {
      check(binding, problems);
      if (cache.isPresent() && binding instanceof ConstructorBinding<?> constructor) {
        checkSignatures(constructor, cache.get(), problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static void check(Binding<?> binding, List<Message> problems) {
    if (binding instanceof ConstructorBinding<?> constructor) {
      problems.addAll(SkippedMethods.of(binding, typeOf(constructor)));
    } else if (binding instanceof ProviderInstanceBinding
        || binding instanceof ProviderKeyBinding) {
      problems.addAll(SkippedMethods.of(binding, binding.getKey().getTypeLiteral().getRawType()));
    }
  }

  private static void checkSignatures(
      ConstructorBinding<?> binding, ResultCache cache, List<Message> problems) {
    Set<Method> cached = Interception.cachedMethods(binding);
    if (cached.isEmpty()) {
      return;
    }
    try {
      cache.check(typeOf(binding), typeOf(binding), cached);
    } catch (IllegalArgumentException uncacheable) {
      String reasons = String.valueOf(uncacheable.getMessage());
      problems.add(new Message(binding.getSource(), reasons));
    }
  }

  private static Class<?> typeOf(ConstructorBinding<?> binding) {
    return binding.getConstructor().getDeclaringType().getRawType();
  }
}
