package logitlab.model.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import logitlab.model.Inspection.Group;

/**
 * An output that {@code inspect.onnx} may have.
 *
 * @param name followed by the number of a layer where it ends with a dot
 * @param group empty if every inspection reads it, or none does
 * @param axes the name of each axis; "1" is the batch
 */
record InspectionOutput(String name, Optional<Group> group, List<String> axes) {

    static final String EMBEDDINGS = "inputs_embeds";
    static final String LENS = "lens_logits.";
    static final String ROWS = "output_rows";
    static final String ROW_BIAS = "output_bias";

    static final String POSITIONS = "positions";

    private static final List<InspectionOutput> ALL = List.of(
            of(EMBEDDINGS, Group.VECTORS, "1", POSITIONS, "width"),
            of("hidden_states.", Group.VECTORS, "1", POSITIONS, "width"),
            of("attentions.", Group.ATTENTION, "1", "heads", POSITIONS, POSITIONS),
            of("position_embeds", Group.PARTS, "1", POSITIONS, "width"),
            of("attention_out.", Group.PARTS, "1", "heads", POSITIONS, "width"),
            of("attention_bias.", Group.PARTS, "width"),
            of("mlp_out.", Group.PARTS, "1", POSITIONS, "width"),
            of("final_norm.weight", Group.PARTS, "width"),
            of("final_norm.bias", Group.PARTS, "width"),
            of("final_norm.scale", Group.PARTS, "1", POSITIONS),
            of("final_norm.mean", Group.PARTS, "1", POSITIONS),
            of("queries.", Group.HEADS, "1", "heads", POSITIONS, "head width"),
            of("keys.", Group.HEADS, "1", "heads", POSITIONS, "head width"),
            of("values.", Group.HEADS, "1", "heads", POSITIONS, "head width"),
            of("output_weight.", Group.HEADS, "heads", "head width", "width"),
            of("gates.", Group.GATES, "1", POSITIONS, "4", "cells"),
            of("cell_states.", Group.GATES, "1", POSITIONS, "cells"),
            of(LENS, null, "1", POSITIONS, "vocabulary"),
            of("logits", null, "1", POSITIONS, "vocabulary"),
            of(ROWS, null, "rows", "width"),
            of(ROW_BIAS, null, "rows"));

    private static InspectionOutput of(String name, Group group, String... axes) {
        return new InspectionOutput(name, Optional.ofNullable(group), List.of(axes));
    }

    /** Those among a graph's outputs, by their full names, such as {@code attentions.3}; the graph may have others of any shape. */
    static Map<String, InspectionOutput> among(Set<String> names) {
        Map<String, InspectionOutput> found = new LinkedHashMap<>();
        ALL.forEach(output -> names.stream().filter(output::matches).forEach(name -> found.put(name, output)));
        return found;
    }

    private boolean matches(String full) {
        return name.endsWith(".")
                ? full.startsWith(name) && full.substring(name.length()).matches("\\d{1,4}")
                : full.equals(name);
    }

    /** Whether it shows something of a text, alone. */
    boolean shown() {
        return group.isPresent() || name.equals(LENS);
    }

    /** Whether it is the same for every text. */
    boolean weight() {
        return !axes.contains(POSITIONS);
    }

    /** The names of all, with N for the number of a layer. */
    static String names() {
        return ALL.stream()
                .filter(InspectionOutput::shown)
                .map(output -> output.name.endsWith(".") ? output.name + "N" : output.name)
                .collect(Collectors.joining(", "));
    }
}
