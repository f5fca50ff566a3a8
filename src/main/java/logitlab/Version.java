package logitlab;

import logitlab.web.Assets;
import picocli.CommandLine.IVersionProvider;

/** The version that the POM gives. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Logit Lab " + Assets.INSTANCE.version()};
    }
}
