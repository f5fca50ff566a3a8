package logitlab.lesson;

import java.util.Map;

/** A block to look at and play with: {@code ```widget NAME}. */
public sealed interface Widget extends Part.Block
        permits SoftmaxWidget,
                CandidatesWidget,
                DrawWidget,
                LanesWidget,
                TemperatureWidget,
                TruncationWidget,
                SamplesWidget,
                SurpriseWidget,
                EditorWidget,
                ExhibitWidget,
                InsideWidget,
                PipelineWidget {

    /**
     * The widget as a visitor changed it.
     *
     * @throws logitlab.decoding.InvalidValue where a key is none that a visitor may change
     */
    Tried<? extends Widget> with(Map<String, String> typed);
}
