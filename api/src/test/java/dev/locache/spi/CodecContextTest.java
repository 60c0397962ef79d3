package dev.locache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecContextTest {
  @Test
  void keepsACopyOfTheList() {
    List<String> allowed = new ArrayList<>(List.of("com.example.*"));
    CodecContext context = new CodecContext(String.class, Object.class, allowed, 1);
    allowed.clear();

    assertThat(context.allowed()).containsExactly("com.example.*");
  }
}
