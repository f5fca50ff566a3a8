package logitlab.web.preview;

/** The colours of a picture, those of {@code tokens.css} on a light page. */
enum PaletteColor {
    CANVAS(0xfbfaf7),
    INK(0x1b2430),
    SOFT(0x566070),
    OCHRE(0xa95a00),
    MODEL(0x9aa7b4),
    GREEDY(0x0072b2),
    GREEDY_SOFT(0xe3f0f8),
    GREEDY_INK(0x005c91),
    SAMPLED(0xe69f00),
    SAMPLED_PALE(0xf2cf82),
    SAMPLED_SOFT(0xfdf2da),
    SAMPLED_INK(0x8a5a00);

    private final int rgb;

    PaletteColor(int rgb) {
        this.rgb = rgb;
    }

    int rgb() {
        return rgb;
    }

    /** The colour between this one and the canvas. @param share of this one, 0 to 1 */
    int onCanvas(double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int own = rgb >> shift & 0xff;
            int canvas = CANVAS.rgb >> shift & 0xff;
            mixed |= (int) Math.round(canvas + share * (own - canvas)) << shift;
        }
        return mixed;
    }
}
