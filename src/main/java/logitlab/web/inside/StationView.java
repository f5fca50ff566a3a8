package logitlab.web.inside;

import logitlab.web.View;

/** What one station shows. */
interface StationView extends View {

    Head head();
}
