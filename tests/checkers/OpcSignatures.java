import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.security.cert.CertificateFactory;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.Data;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.URIDereferencer;
import javax.xml.crypto.URIReferenceException;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.XMLStructure;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.TransformException;
import javax.xml.crypto.dsig.TransformService;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * What Java's own XML signatures say of the signatures in Word files: the second opinion of the differential test.
 *
 * java OpcSignatures.java FILE...   one line a file: its name, a tab, then "valid" or what is wrong for each signature
 *
 * It checks what the XML says and nothing of what a Word file may hold besides; that is the point of the comparison.
 */
public class OpcSignatures {
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    static final String RELATIONS = PACKAGE + "RelationshipTransform";

    public static void main(String[] files) throws Exception {
        Provider provider = new Opc();
        Security.addProvider(provider);
        for (String file : files) {
            List<String> said = new ArrayList<>();
            try {
                Map<String, byte[]> parts = parts(new File(file));
                for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                    if (part.getKey().matches("_xmlsignatures/sig\\d+\\.xml")) {
                        said.add(verdict(parts, part.getValue()));
                    }
                }
            } catch (Exception problem) {
                said.add("refused: " + problem.getClass().getSimpleName());
            }
            System.out.println(new File(file).getName() + "\t" + String.join(", ", said));
        }
    }

    static Map<String, byte[]> parts(File file) throws Exception {
        Map<String, byte[]> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes()) != null) {
                    throw new IllegalArgumentException("a part twice");
                }
            }
        }
        return parts;
    }

    static String verdict(Map<String, byte[]> parts, byte[] signature) {
        try {
            Document document = parse(signature);
            Node node = document.getElementsByTagNameNS(DS, "Signature").item(0);
            DOMValidateContext context = new DOMValidateContext(new FirstCertificate(), node);
            context.setProperty("org.jcp.xml.dsig.validateManifests", Boolean.TRUE);
            context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.FALSE); // it allows 30 references
            nameIds(document.getDocumentElement(), context, new HashSet<>());
            URIDereferencer usual = XMLSignatureFactory.getInstance("DOM").getURIDereferencer();
            context.setURIDereferencer((reference, where) -> {
                String uri = reference.getURI();
                if (uri == null || !uri.startsWith("/")) {
                    return usual.dereference(reference, where);
                }
                byte[] part = parts.get(uri.substring(1).split("\\?")[0]);
                if (part == null) {
                    throw new URIReferenceException("no such part");
                }
                return new OctetStreamData(new ByteArrayInputStream(part));
            });
            XMLSignature found = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            return found.validate(context) ? "valid" : "invalid";
        } catch (Exception problem) {
            return "refused: " + problem.getClass().getSimpleName();
        }
    }

    static Document parse(byte[] data) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(data));
    }

    static void nameIds(Element element, DOMValidateContext context, Set<String> seen) {
        if (element.hasAttribute("Id")) {
            if (!seen.add(element.getAttribute("Id"))) {
                throw new IllegalArgumentException("an Id twice");
            }
            context.setIdAttributeNS(element, null, "Id");
        }
        NodeList inside = element.getChildNodes();
        for (int at = 0; at < inside.getLength(); at++) {
            if (inside.item(at) instanceof Element) {
                nameIds((Element) inside.item(at), context, seen);
            }
        }
    }

    /** The key of the first certificate that came with the signature. */
    static class FirstCertificate extends KeySelector {
        @Override
        public KeySelectorResult select(
                javax.xml.crypto.dsig.keyinfo.KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
            try {
                Element signature = (Element) ((DOMValidateContext) context).getNode();
                String text = signature.getElementsByTagNameNS(DS, "X509Certificate").item(0).getTextContent();
                byte[] der = Base64.getMimeDecoder().decode(text);
                Key key = CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der)).getPublicKey();
                return () -> key;
            } catch (Exception problem) {
                throw new IllegalArgumentException(problem);
            }
        }
    }

    /** The one transform that Java does not know. */
    public static class Opc extends Provider {
        public Opc() {
            super("Opc", "1", "relationships of Office packages");
            Map<String, String> attributes = new HashMap<>();
            attributes.put("MechanismType", "DOM");
            putService(new Service(this, "TransformService", RELATIONS, Chosen.class.getName(), null, attributes) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Chosen();
                }
            });
        }
    }

    /** ECMA-376 part 2, 13.2.4.24: only the relations named, sorted by Id, with the mode written out. */
    public static class Chosen extends TransformService {
        private final Set<String> ids = new HashSet<>();

        @Override
        public void init(TransformParameterSpec parameters) throws InvalidAlgorithmParameterException {
            throw new InvalidAlgorithmParameterException();
        }

        @Override
        public void init(XMLStructure parent, XMLCryptoContext context) {
            NodeList inside = ((DOMStructure) parent).getNode().getChildNodes();
            for (int at = 0; at < inside.getLength(); at++) {
                if (inside.item(at) instanceof Element) {
                    ids.add(((Element) inside.item(at)).getAttribute("SourceId"));
                }
            }
        }

        @Override
        public void marshalParams(XMLStructure parent, XMLCryptoContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AlgorithmParameterSpec getParameterSpec() {
            return null;
        }

        @Override
        public boolean isFeatureSupported(String feature) {
            return false;
        }

        @Override
        public Data transform(Data data, XMLCryptoContext context) throws TransformException {
            try {
                Document document = parse(((OctetStreamData) data).getOctetStream().readAllBytes());
                Element root = document.getDocumentElement();
                TreeMap<String, Element> kept = new TreeMap<>();
                while (root.getFirstChild() != null) {
                    Node child = root.removeChild(root.getFirstChild());
                    if (child instanceof Element && ids.contains(((Element) child).getAttribute("Id"))) {
                        if (!((Element) child).hasAttribute("TargetMode")) {
                            ((Element) child).setAttribute("TargetMode", "Internal");
                        }
                        kept.put(((Element) child).getAttribute("Id"), (Element) child);
                    }
                }
                kept.values().forEach(root::appendChild);
                ByteArrayOutputStream target = new ByteArrayOutputStream();
                TransformerFactory.newInstance().newTransformer()
                        .transform(new DOMSource(document), new StreamResult(target));
                return new OctetStreamData(new ByteArrayInputStream(target.toByteArray()));
            } catch (Exception problem) {
                throw new TransformException(problem);
            }
        }

        @Override
        public Data transform(Data data, XMLCryptoContext context, OutputStream target) throws TransformException {
            return transform(data, context);
        }
    }
}
