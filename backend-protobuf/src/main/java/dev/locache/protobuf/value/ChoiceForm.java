package dev.locache.protobuf.value;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Values of a sealed interface: the name of the permitted class, then the value of that class. */
final class ChoiceForm implements Form {
  private final Class<?> type;
  private final Map<Class<?>, String> names = new HashMap<>();
  private final Map<String, Form> forms = new HashMap<>();

  ChoiceForm(Class<?> type) {
    this.type = type;
  }

  /** Adds a permitted class while planning. */
  void add(Class<?> permitted, Form form) {
    String name = nameOf(permitted);
    names.put(permitted, name);
    forms.put(name, form);
  }

  @Override
  public void write(Object value, Output out) throws IOException {
    Class<?> permitted =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    String name = names.get(permitted);
    if (name == null) {
      throw UnencodableException.unexpected(value, type.getName());
    }
    out.tag(Tags.CHOICE);
    int start = out.begin();
    out.name(Tags.CHOICE_TYPE, name);
    out.tag(Tags.CHOICE_VALUE);
    out.value(formOf(name), value);
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.CHOICE);
    int outer = in.open();
    in.expect(Tags.CHOICE_TYPE);
    String name = in.text();
    Form form = formOf(name);
    in.expect(Tags.CHOICE_VALUE);
    Object value = in.value(form);
    in.close(outer);
    if (value == null) {
      throw Input.damaged("a " + name + " without a value");
    }
    return value;
  }

  private Form formOf(String name) throws IOException {
    Form form = forms.get(name);
    if (form == null) {
      throw new IOException(
          "value has another shape: " + name + " is not permitted by " + type.getName());
    }
    return form;
  }

  /** Short for those beside the interface: they are most, and a name stands with every value. */
  private String nameOf(Class<?> permitted) {
    String binaryName = permitted.getName();
    String beside = type.getPackageName();
    return !beside.isEmpty() && permitted.getPackageName().equals(beside)
        ? binaryName.substring(beside.length() + 1)
        : binaryName;
  }
}
