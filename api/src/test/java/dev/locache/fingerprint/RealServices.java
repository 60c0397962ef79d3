package dev.locache.fingerprint;

import com.google.common.base.CharMatcher;
import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import com.google.common.collect.Multimaps;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import com.google.common.collect.Ordering;
import com.google.common.collect.Range;
import com.google.common.collect.Sets;
import com.google.common.collect.TreeRangeSet;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.Graphs;
import com.google.common.graph.MutableGraph;
import com.google.common.graph.Traverser;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.math.IntMath;
import com.google.common.math.Stats;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.apache.commons.lang3.ArrayUtils;
import org.apache.commons.lang3.CharSet;
import org.apache.commons.lang3.StringEscapeUtils;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.builder.CompareToBuilder;
import org.apache.commons.lang3.builder.ToStringBuilder;
import org.apache.commons.lang3.builder.ToStringStyle;
import org.apache.commons.lang3.math.Fraction;
import org.apache.commons.lang3.math.NumberUtils;
import org.apache.commons.lang3.text.WordUtils;
import org.apache.commons.lang3.time.DateUtils;
import org.apache.commons.lang3.time.DurationFormatUtils;
import org.apache.commons.lang3.time.FastDateFormat;
import org.apache.commons.lang3.tuple.Pair;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Safelist;

/** Services that use real libraries as programs do. Each walks through much of its library. */
final class RealServices {
  private RealServices() {}

  /** Parses, selects, changes and cleans. */
  public static final class Pages implements RealService {
    @Override
    public String answer(String text) {
      String page = "<html><head><title>" + text + "</title><body>" + BODY + "<p>" + text;
      Document document = Jsoup.parse(page, "https://example.com/");
      StringBuilder found = new StringBuilder(document.title());
      String query =
          "table tr:nth-child(2n+1) td[class~=a.*]:not(.x), a[href^=/], p > b:contains(a)";
      for (Element each : document.select(query)) {
        found.append(each.cssSelector()).append(each.absUrl("href")).append(each.text());
        each.addClass("seen").attr("title", text);
      }
      found.append(document.outerHtml());
      found.append(Jsoup.clean(page, Safelist.basic().addTags("table")));
      found.append(Parser.unescapeEntities("&lt;&amp;&eacute;&#x41;", false));
      found.append(Jsoup.parse("<a><b c='1'/>" + text + "</a>", "", Parser.xmlParser()).html());
      return found.toString();
    }

    private static final String BODY =
        """
        <!-- c --><style>a { }</style><script>var x = '<p>';</script>
        <table><tr><td class=ab>1<td>2<tr><td class='ac x'>3&nbsp;&copy;</table>
        <a href=/there>there</a><p>some <b>bold and <i>more</b> odd</i></p>
        <form><input name=n value=v><select><option>1<option selected>2</select></form>
        <ul><li>one<li>two</ul><svg><path d='M0'/></svg>
        """;
  }

  /** Reads and prints tables. */
  public static final class Tables implements RealService {
    @Override
    public String answer(String text) {
      try {
        return printed(parsed(text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static List<CSVRecord> parsed(String text) throws IOException {
      CSVFormat format =
          CSVFormat.EXCEL
              .builder()
              .setHeader("name", "price")
              .setSkipHeaderRecord(true)
              .setCommentMarker('#')
              .setIgnoreSurroundingSpaces(true)
              .setNullString("-")
              .get();
      String table = "name,price\n# no row\n\"" + text + "\", 3\n\"a \"\"b\"\"\",-\n";
      try (CSVParser parser = CSVParser.parse(new StringReader(table), format)) {
        return parser.getRecords();
      }
    }

    private static String printed(List<CSVRecord> records) throws IOException {
      StringBuilder out = new StringBuilder();
      for (QuoteMode mode : List.of(QuoteMode.ALL, QuoteMode.MINIMAL, QuoteMode.NON_NUMERIC)) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setQuoteMode(mode).get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
          for (CSVRecord each : records) {
            printer.printRecord(each.get("name"), each.get("price"), each.toMap());
          }
          printer.printComment("done");
          printer.printRecord(List.of(1, "a,b"));
          printer.printRecord(2.5, "c\nd");
        }
      }
      return out.toString();
    }
  }

  /** Decomposes, transforms, integrates and optimises. */
  public static final class Numbers implements RealService {
    @Override
    public String answer(String text) {
      double x = text.length();
      RealMatrix matrix =
          new Array2DRowRealMatrix(new double[][] {{1, x, 3}, {4, 5, 6}, {7, 8, 1}});
      SingularValueDecomposition svd = new SingularValueDecomposition(matrix);
      RealMatrix solved = svd.getSolver().solve(matrix.transpose());
      FastFourierTransformer fft = new FastFourierTransformer(DftNormalization.STANDARD);
      Complex[] spectrum = fft.transform(new double[] {1, x, 3, 4}, TransformType.FORWARD);
      DescriptiveStatistics statistics = new DescriptiveStatistics();
      for (double each : integrated(x)) {
        statistics.addValue(each);
      }
      return solved + Arrays.toString(spectrum) + statistics + optimised(x);
    }

    private static double[] integrated(double x) {
      double[] y = {x, 1};
      new DormandPrince853Integrator(1e-8, 10, 1e-8, 1e-8).integrate(new Spring(), 0, y, 2, y);
      return y;
    }

    private static String optimised(double x) {
      List<LinearConstraint> constraints = new ArrayList<>();
      constraints.add(new LinearConstraint(new double[] {1, 2}, Relationship.LEQ, 4 + x));
      constraints.add(new LinearConstraint(new double[] {3, 1}, Relationship.GEQ, 1));
      PointValuePair best =
          new SimplexSolver()
              .optimize(
                  new MaxIter(100),
                  new LinearObjectiveFunction(new double[] {2, 1}, 0),
                  new LinearConstraintSet(constraints),
                  GoalType.MAXIMIZE,
                  new NonNegativeConstraint(true));
      return Arrays.toString(best.getPoint()) + best.getValue();
    }
  }

  private static final class Spring implements FirstOrderDifferentialEquations {
    @Override
    public int getDimension() {
      return 2;
    }

    @Override
    public void computeDerivatives(double t, double[] y, double[] derivatives) {
      derivatives[0] = y[1];
      derivatives[1] = -y[0];
    }
  }

  /** Collects, counts, searches graphs and hashes. */
  public static final class Collecting implements RealService {
    @Override
    public String answer(String text) {
      List<String> words =
          Splitter.on(CharMatcher.whitespace()).trimResults().omitEmptyStrings().splitToList(text);
      Multiset<String> counts = HashMultiset.create(words);
      StringBuilder found = new StringBuilder();
      found.append(Multisets.copyHighestCountFirst(counts));
      found.append(Joiner.on(';').withKeyValueSeparator("=").join(byLength(words)));
      found.append(Ordering.natural().reverse().nullsLast().sortedCopy(words));
      found.append(Lists.partition(words, 2)).append(Iterables.concat(words, words));
      found.append(
          Sets.powerSet(
                  ImmutableList.copyOf(words).stream()
                      .limit(3)
                      .collect(ImmutableSet.toImmutableSet()))
              .size());
      found.append(graph(words)).append(ranges(words.size()));
      found.append(Hashing.murmur3_128(7).hashString(text, StandardCharsets.UTF_8));
      found.append(Hashing.sha256().hashUnencodedChars(text)).append(Hashing.crc32c().hashInt(3));
      found.append(BaseEncoding.base32().encode(text.getBytes(StandardCharsets.UTF_8)));
      found.append(IntMath.gcd(words.size(), 12)).append(Stats.of(1, 2, words.size()));
      return found.toString();
    }

    private static ImmutableSortedMap<Integer, Collection<String>> byLength(List<String> words) {
      return ImmutableSortedMap.copyOf(Multimaps.index(words, String::length).asMap());
    }

    private static String graph(List<String> words) {
      MutableGraph<String> graph = GraphBuilder.directed().allowsSelfLoops(true).build();
      for (int i = 1; i < words.size(); i++) {
        graph.putEdge(words.get(i - 1), words.get(i));
      }
      return Graphs.reachableNodes(graph, words.get(0))
          + Joiner.on(' ').join(Traverser.forGraph(graph).breadthFirst(words.get(0)));
    }

    private static String ranges(int size) {
      TreeRangeSet<Integer> ranges = TreeRangeSet.create();
      ranges.add(Range.closed(1, size));
      ranges.remove(Range.open(2, 4));
      return ranges.complement() + " " + ranges.asRanges();
    }
  }

  /** Works on texts, numbers and dates. */
  @SuppressWarnings({"deprecation", "JavaUtilDate"}) // old parts of libraries are real code, too
  public static final class Texts implements RealService {
    @Override
    public String answer(String text) {
      StringBuilder found = new StringBuilder();
      found.append(StringUtils.capitalize(StringUtils.reverseDelimited(text, ' ')));
      found.append(StringUtils.getLevenshteinDistance(text, "other"));
      found.append(StringUtils.abbreviate(StringUtils.center(text, 40, "*"), 12));
      found.append(StringUtils.replaceEach(text, new String[] {"a", "b"}, new String[] {"b", "c"}));
      found
          .append(WordUtils.wrap(text, 5))
          .append(StringEscapeUtils.escapeHtml4("<\u00e9>" + text));
      found.append(CharSet.getInstance("a-z^A-C").contains('d'));
      found.append(Fraction.getFraction("3/4").add(Fraction.getFraction(text.length(), 5)));
      found.append(NumberUtils.createNumber("0x1F")).append(NumberUtils.isCreatable("1e5f"));
      found.append(Arrays.toString(ArrayUtils.removeElements(new int[] {1, 2, 3, 2}, 2, 3)));
      found.append(Pair.of(text, 1).compareTo(Pair.of("b", 2)));
      found.append(new CompareToBuilder().append(new int[] {1}, new int[] {2}).toComparison());
      found.append(new ToStringBuilder(text, ToStringStyle.SHORT_PREFIX_STYLE).append("a", 1.5));
      return found + times();
    }

    private static String times() {
      TimeZone zone = TimeZone.getTimeZone("UTC");
      FastDateFormat format =
          FastDateFormat.getInstance("yyyy-MM-dd'T'HH:mm:ss.SSSZZ EEE", zone, Locale.ROOT);
      Date date = new Date(1_700_000_000_000L);
      try {
        Date parsed = format.parse(format.format(DateUtils.truncate(date, Calendar.HOUR)));
        return DurationFormatUtils.formatDurationWords(parsed.getTime() % 9_999_999, true, true)
            + DateUtils.parseDate("2026/11/22", Locale.ROOT, "yyyy-MM-dd", "yyyy/MM/dd").getTime()
                / 86_400_000;
      } catch (ParseException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
