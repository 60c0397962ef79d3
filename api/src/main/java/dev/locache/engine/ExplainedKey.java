package dev.locache.engine;

import dev.locache.fingerprint.CodePart;
import dev.locache.spi.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** What the key of one call is made of, for people. */
record ExplainedKey(ServiceMethod method, CacheKey key, MethodHistory history) {
  private static final int SHORT_DIGEST_CHARS = 8;
  private static final int MOST_FIELDS = 8;

  void appendTo(StringBuilder text) {
    text.append("\n  code        ").append(shortened(key.code())).append("  ");
    appendCode(text);
    text.append("\n  state       ").append(shortened(history.state())).append("  ");
    appendFields(text);
    StringJoiner names = new StringJoiner(", ");
    names.setEmptyValue("none");
    for (int i = 0; i < method.declared().getParameterCount(); i++) {
      names.add(method.parameterName(i));
    }
    text.append("\n  arguments   ").append(shortened(key.arguments())).append("  ").append(names);
  }

  /** Objects that are told by their fields are not named besides. */
  private void appendFields(StringBuilder text) {
    Set<String> all = history.fieldsOf(history.state()).keySet();
    List<String> names = new ArrayList<>(all);
    names.removeIf(name -> all.stream().anyMatch(other -> other.startsWith(name + '.')));
    if (names.isEmpty()) {
      text.append(history.hasStateKey() ? "stateKey" : "no fields");
      return;
    }
    text.append(String.join(", ", names.subList(0, Math.min(MOST_FIELDS, names.size()))));
    if (names.size() > MOST_FIELDS) {
      text.append(" and ").append(names.size() - MOST_FIELDS).append(" more");
    }
  }

  private void appendCode(StringBuilder text) {
    if (history.codeVersion().isPresent()) {
      text.append("codeVersion \"").append(history.codeVersion().get()).append('"');
      return;
    }
    List<CodePart> parts = history.parts();
    if (parts.isEmpty()) {
      text.append("its class files have changed since it was wrapped");
    } else {
      CodeReport.of(parts).appendSummaryTo(text);
    }
  }

  private static String shortened(Object digest) {
    return digest.toString().substring(0, SHORT_DIGEST_CHARS);
  }
}
