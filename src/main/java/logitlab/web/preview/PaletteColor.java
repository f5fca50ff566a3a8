package logitlab.web.preview;

/** The colours of a picture, those of {@code tokens.css} on a light page. */
enum PaletteColor {
    SURFACE(0xffffff),
    INK(0x1b2430),
    SOFT(0x566070),
    MODEL(0x788593),
    GOOD(0x007a5a),
    LANE_A(0x0072b2),
    LANE_B(0xa95a00),
    LANE_C(0x007a59),
    LANE_D(0xa8447c);

    private final int rgb;

    PaletteColor(int rgb) {
        this.rgb = rgb;
    }

    /** The colour of a lane. @param letter {@code a} to {@code d} */
    static PaletteColor ofLane(String letter) {
        return switch (letter) {
            case "a" -> LANE_A;
            case "c" -> LANE_C;
            case "d" -> LANE_D;
            default -> LANE_B;
        };
    }

    int rgb() {
        return rgb;
    }

    /** The colour between this one and the surface. @param share of this one, 0 to 1 */
    int onSurface(double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int own = rgb >> shift & 0xff;
            int surface = SURFACE.rgb >> shift & 0xff;
            mixed |= (int) Math.round(surface + share * (own - surface)) << shift;
        }
        return mixed;
    }
}
