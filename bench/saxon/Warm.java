// The published way to judge a dossier, warm in one process: javax.xml.validation for the schema, Saxon-HE for the rules.
//   java -cp Saxon-HE.jar Warm.java bench SCHEMA STYLESHEET DOSSIER TIMES      {"xsd_ms":...,"rules_ms":...}, medians of CPU time
//   java -cp Saxon-HE.jar Warm.java check OV.xsl PaO.xsl                       "OV FILE" on a line in, what it found on a line out
import java.io.*;
import java.nio.file.*;
import java.util.*;
import javax.xml.XMLConstants;
import javax.xml.transform.*;
import javax.xml.transform.stream.*;
import javax.xml.validation.*;

public class Warm {
  interface Work {
    void run() throws Exception;
  }

  static double timed(Work work) throws Exception {
    var thread = java.lang.management.ManagementFactory.getThreadMXBean();
    long started = thread.getCurrentThreadCpuTime();
    work.run();
    return (thread.getCurrentThreadCpuTime() - started) / 1e6;
  }

  static double median(List<Double> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  static Templates compiled(String file) throws Exception {
    return new net.sf.saxon.TransformerFactoryImpl().newTemplates(new StreamSource(new File(file)));
  }

  static String judged(Templates rules, byte[] dossier) throws Exception {
    StringWriter out = new StringWriter();
    rules.newTransformer().transform(new StreamSource(new ByteArrayInputStream(dossier)), new StreamResult(out));
    return out.toString();
  }

  static void bench(String schemaFile, String rulesFile, String dossierFile, int times) throws Exception {
    Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new File(schemaFile));
    Templates rules = compiled(rulesFile);
    byte[] dossier = Files.readAllBytes(Path.of(dossierFile));
    Work xsd = () -> schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(dossier)));
    Work xslt = () -> judged(rules, dossier);
    List<Double> xsdTimes = new ArrayList<>(), rulesTimes = new ArrayList<>();
    // The first three quarters are for the compiler of the JVM.
    for (int i = 0; i < times; ++i) {
      double first = timed(xsd), second = timed(xslt);
      if (i < times * 3 / 4) continue;
      xsdTimes.add(first);
      rulesTimes.add(second);
    }
    System.out.printf(Locale.ROOT, "{\"xsd_ms\":%.4f,\"rules_ms\":%.4f}%n", median(xsdTimes), median(rulesTimes));
  }

  static void check(String ov, String pao) throws Exception {
    Map<String, Templates> sheets = Map.of("OV", compiled(ov), "PaO", compiled(pao));
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = in.readLine()) != null; ) {
      String[] words = line.split(" ", 2);
      System.out.println(judged(sheets.get(words[0]), Files.readAllBytes(Path.of(words[1]))).replace("\n", " "));
    }
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("bench")) bench(args[1], args[2], args[3], Integer.parseInt(args[4]));
    else check(args[1], args[2]);
  }
}
