package dev.locache.key;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** {@link Properties}, with the defaults behind them, which only their texts show. */
final class PropertiesEncoder implements ValueEncoder {
  @Override
  public Kind kind() {
    return Kind.CONTAINER;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    Properties properties = (Properties) value;
    Map<String, String> texts = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      texts.put(name, properties.getProperty(name));
    }
    UnorderedMapEncoder entries = new UnorderedMapEncoder();
    out.tag(KeyFormat.PROPERTIES);
    entries.encode(new HashMap<>(properties), out);
    entries.encode(texts, out);
  }
}
