package dev.locache.fingerprint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings together calls whose receiver decides and the types that exist as objects: the core of
 * rapid type analysis (Bacon and Sweeney, OOPSLA 1996). Each pair is looked at once, whichever of
 * the two comes later.
 */
final class Dispatch {
  /** Is told each method that a call may run. */
  interface Found {
    void found(Target target, Target caller);
  }

  private final Hierarchy types;
  private final Found listener;

  /** By the type that calls name, their signatures, and of each the first that calls so. */
  private final Map<String, Map<String, Target>> sites = new LinkedHashMap<>();

  private final Set<String> instances = new LinkedHashSet<>();
  private final Map<String, List<String>> instancesBySupertype = new HashMap<>();

  Dispatch(Hierarchy types, Found listener) {
    this.types = types;
    this.listener = listener;
  }

  /** Adds a call by {@code caller} on a receiver of type {@code owner}. */
  void addSite(String owner, String signature, Target caller) {
    Map<String, Target> signatures = sites.computeIfAbsent(owner, name -> new LinkedHashMap<>());
    if (signatures.putIfAbsent(signature, caller) != null) {
      return;
    }
    for (String type : instancesBySupertype.getOrDefault(owner, List.of())) {
      tell(type, signature, caller);
    }
  }

  /**
   * Adds a type of which there are objects.
   *
   * @return whether it is new
   */
  boolean addInstance(String type) {
    if (!instances.add(type)) {
      return false;
    }
    for (String each : types.supertypes(type)) {
      instancesBySupertype.computeIfAbsent(each, name -> new ArrayList<>()).add(type);
      sites.getOrDefault(each, Map.of()).forEach((site, caller) -> tell(type, site, caller));
    }
    return true;
  }

  /** Returns the types that calls name and of which no object is known. */
  List<String> openReceivers() {
    List<String> open = new ArrayList<>();
    for (String owner : sites.keySet()) {
      if (!instancesBySupertype.containsKey(owner)) {
        open.add(owner);
      }
    }
    return open;
  }

  /** Returns the first method that calls something on a receiver of type {@code owner}. */
  Target firstCaller(String owner) {
    return sites.getOrDefault(owner, Map.of()).values().iterator().next();
  }

  private void tell(String type, String signature, Target caller) {
    for (Target target : types.select(type, signature)) {
      listener.found(target, caller);
    }
  }
}
