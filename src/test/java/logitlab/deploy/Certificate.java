package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A new certificate for {@code localhost} and {@code lab.example.org}.
 *
 * @param chain the file with the certificate @param key the file with its key @param trust trusts this certificate alone
 */
record Certificate(Path chain, Path key, SSLContext trust) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param folder where to write it */
    static Certificate create(Path folder) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("certificate.p12");
        Programs.Said said = Programs.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "lab",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,dns:lab.example.org",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD));
        assertThat(said.code()).as(said.text()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Path chain = folder.resolve("fullchain.pem");
        Path key = folder.resolve("privkey.pem");
        Files.writeString(chain, pem("CERTIFICATE", keys.getCertificate("lab").getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", keys.getKey("lab", PASSWORD).getEncoded()));
        return new Certificate(chain, key, trusting(keys));
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("lab", keys.getCertificate("lab"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
