import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Asks veraPDF whether files comply with a profile ("3a", "ua1", ...).
 *
 * <p>Prints a line "file TAB rule TAB message" for each rule a file breaks, then "file TAB done".
 * The profile is read with the JDK's own XML parser, because the library's reader wants JAXB.
 */
public final class Validate {
  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
    ValidationProfile profile = read(flavour, arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      for (String broken : brokenRules(arguments[i], flavour, profile)) {
        System.out.println(arguments[i] + "\t" + broken);
      }
      System.out.println(arguments[i] + "\tdone");
    }
  }

  private static Set<String> brokenRules(String path, PDFAFlavour flavour, ValidationProfile profile)
      throws Exception {
    Set<String> broken = new TreeSet<>();
    try (InputStream file = new FileInputStream(path);
        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
      ValidationResult result = validator.validate(parser);
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          RuleId rule = assertion.getRuleId();
          String message = String.valueOf(assertion.getMessage()).replaceAll("\\s+", " ");
          broken.add(rule.getClause() + "-" + rule.getTestNumber() + "\t" + message);
        }
      }
      if (!result.isCompliant() && broken.isEmpty()) {
        broken.add("unknown\tnot compliant, with no rule named");
      }
    }
    return broken;
  }

  private static ValidationProfile read(PDFAFlavour flavour, String name) throws Exception {
    String resource =
        name.startsWith("ua")
            ? "PDFUA-" + name.substring(2)
            : "PDFA-" + name.toUpperCase(Locale.ROOT);
    Element root = parse("org/verapdf/pdfa/validation/" + resource + ".xml");
    return Profiles.profileFromValues(
        flavour,
        Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date()),
        "",
        rules(root),
        variables(root));
  }

  private static Element parse(String resource) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    try (InputStream stream = Validate.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("No profile " + resource);
      }
      return factory.newDocumentBuilder().parse(stream).getDocumentElement();
    }
  }

  private static Set<Rule> rules(Element root) {
    Set<Rule> rules = new LinkedHashSet<>();
    for (Element element : all(root, "rule")) {
      Element id = child(element, "id");
      RuleId ruleId =
          Profiles.ruleIdFromValues(
              PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
              id.getAttribute("clause"),
              Integer.parseInt(id.getAttribute("testNumber")));
      Element error = child(element, "error");
      String message = error == null ? "" : text(error, "message");
      rules.add(
          Profiles.ruleFromValues(
              ruleId,
              element.getAttribute("object"),
              element.hasAttribute("deferred")
                  ? Boolean.valueOf(element.getAttribute("deferred"))
                  : null,
              element.hasAttribute("tags") ? element.getAttribute("tags") : null,
              text(element, "description"),
              text(element, "test"),
              Profiles.errorFromValues(message, new ArrayList<>()),
              new ArrayList<>()));
    }
    return rules;
  }

  private static Set<Variable> variables(Element root) {
    Set<Variable> variables = new LinkedHashSet<>();
    for (Element element : all(root, "variable")) {
      variables.add(
          Profiles.variableFromValues(
              element.getAttribute("name"),
              element.getAttribute("object"),
              text(element, "defaultValue"),
              text(element, "value")));
    }
    return variables;
  }

  private static List<Element> all(Element root, String name) {
    NodeList nodes = root.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Element child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && name.equals(node.getLocalName())) {
        return (Element) node;
      }
    }
    return null;
  }

  private static String text(Element parent, String name) {
    Element found = child(parent, name);
    return found == null ? "" : found.getTextContent();
  }
}
