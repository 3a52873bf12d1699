// Colour of a surface from its pattern coordinates: u around or along, v upwards, T on the template body. Metres.

float soft_step(float x) {
    float w = fwidth(x) + 1e-5;
    return smoothstep(-w, w, x);
}

// 1 inside the first `share` part of each period, smoothed over a pixel; a period below a pixel gives its mean.
float band(float x, float share) {
    float f = fract(x), w = fwidth(x) + 1e-5;
    if (w > .6) return share;
    float next = smoothstep(1. - w * .5, 1., f) * .5 * step(.02, share);
    return smoothstep(0., w, f) * (1. - smoothstep(share, share + w, f)) + next;
}

// Squares and lines; at full duty hound's teeth.
vec3 checked(vec3 c, float u, float v) {
    if (duty > .9) {
        vec2 q = fract(vec2(u, v) / scale), half_way = step(.5, q);
        float slanted = step(.5, fract((q.x - q.y) * 2.));
        return mix(c, colour2, half_way.x == half_way.y ? half_way.x : slanted);
    }
    c = mix(c, colour2, .5 * band(u / scale, duty) + .5 * band(v / scale, duty));
    return mix(c, colour3, .6 * max(band(u / scale + .45, .10), band(v / scale + .45, .10)));
}

vec3 dotted(vec3 c, float u, float v) {
    vec2 q = vec2(u, v) / scale;
    q.x += .5 * mod(floor(q.y), 2.);
    float w = fwidth(q.y);
    return mix(c, colour2, smoothstep(-w, w, duty * .5 - length(fract(q) - .5)));
}

vec3 camouflaged(vec3 c, vec3 offset) {
    float a = clouds(vec3(T / scale) + offset), b = clouds(vec3(T / scale) * 1.1 + offset + 40.);
    c = mix(c, colour2, soft_step(a - .5));
    return mix(c, colour3, soft_step(b - .56));
}

// Distance to the nearest of scattered spots of five petals, which may be shallow, and a number of that spot.
vec2 nearest_spot(vec2 q, float petals_depth) {
    vec2 cell = floor(q);
    float nearest = 9., which = 0.;
    for (int i = -1; i < 2; i++)
        for (int j = -1; j < 2; j++) {
            vec2 neighbour = cell + vec2(i, j);
            vec2 middle = vec2(hash(vec3(neighbour, seed)), hash(vec3(neighbour, seed + 9.)));
            vec2 d = q - neighbour - middle;
            float petals = length(d) / (1. - petals_depth + petals_depth * cos(atan(d.y, d.x) * 5. + middle.x * 6.));
            if (petals < nearest) { nearest = petals; which = middle.x; }
        }
    return vec2(nearest, which);
}

vec3 flowered(vec3 c, float u, float v) {
    vec2 spot = nearest_spot(vec2(u, v) / scale, .25);
    return mix(c, spot.y < .55 ? colour2 : colour3, 1. - smoothstep(duty * .45, duty * .55, spot.x));
}

// A leopard's: dark broken rings round a brown middle.
vec3 animal(vec3 c, float u, float v) {
    vec2 spot = nearest_spot(vec2(u, v * .8) / scale + .5 * noise(T * 45.), .05);
    float ring = smoothstep(.16, .22, spot.x) * smoothstep(.46, .38, spot.x);
    return mix(mix(c, colour3, smoothstep(.3, .2, spot.x)), colour2, ring);
}

// Rings about the chest, or at full duty one colour that runs into the other downwards.
vec3 tie_dyed(vec3 c, vec3 offset) {
    float away = length(T.xy - vec2(0., 1.15)), wander = clouds(T * 14. + offset);
    if (duty > .9) return mix(c, colour2, smoothstep(1.28, .9, T.y + .1 * wander));
    return mix(c, colour2, smoothstep(.3, .7, .5 + .5 * sin(away * 42. + 9. * wander)));
}

// The whole part of the duty says what is in the second colour: all above an edge, a band on the chest, the sleeves,
// or lines down the legs.
vec3 blocked(vec3 c, float v) {
    float side = abs(T.x), shown;
    if (duty < 1.) shown = soft_step(v - scale);
    else if (duty < 2.) shown = soft_step(.045 - abs(v - scale));
    else if (duty < 3.) shown = soft_step(side + .57 * (T.y - 1.25) - .16);
    else {
        float on_leg = soft_step(scale - abs(C.y)) * step(0., C.x * T.x);
        float above = soft_step(scale - abs(T.z - MIDDLE_DEPTH));
        shown = T.y < CROTCH ? on_leg : above * step(.09, side);
    }
    return mix(c, colour2, shown);
}

// A shape on the chest: disc, block, bar, scattered blocks or lines of writing, by `duty` 0 to 4; on the back where the
// depth that it begins at lies behind the middle.
vec3 printed(vec3 c) {
    if ((T.z - print_box.w) * sign(print_box.w) <= 0.) return c;
    vec2 q = (T.xy - print_box.xy) / print_box.z;
    int shape = int(duty + .5);
    float shown;
    if (shape == 0) shown = soft_step(1. - length(q));
    else if (shape == 1) shown = soft_step(min(1. - abs(q.x), .55 - abs(q.y)));
    else if (shape == 2) shown = soft_step(min(1.2 - abs(q.x), .25 - abs(q.y)));
    else if (shape == 3) shown = step(.35, hash(vec3(floor(q * 3. + 20.), seed)))
        * soft_step(min(1.1 - abs(q.x), .8 - abs(q.y)));
    else shown = step(.3, hash(vec3(floor(q * vec2(7., 5.) + 20.), seed))) * step(.4, fract(q.y * 1.6 + .3))
        * soft_step(min(1.1 - abs(q.x), .8 - abs(q.y)));
    vec3 ink = shape < 2 ? mix(colour2, colour3, step(.5, noise(vec3(q * 3. + 9., seed)))) : colour2;
    return mix(c, ink, clamp(shown, 0., 1.));
}

// Faded thighs and knees, pockets, and light thread beside the seams.
vec3 denim(vec3 c) {
    c *= .86 + .28 * clouds(T * 60.);
    float side = abs(T.x), front = smoothstep(-.02, .08, T.z);
    float thigh = smoothstep(.5, 0., abs(T.y - .62) / .35), knee = exp(-150. * (T.y - KNEE) * (T.y - KNEE));
    c = mix(c, c * 1.35 + .025, clamp(thigh + .5 * knee, 0., 1.) * front * duty);
    vec2 back = abs(vec2(side - .085, T.y - .845)) - vec2(.05, .055);
    float line = T.z < 0. ? abs(max(back.x, back.y)) : abs(length(vec2(side - .175, T.y - .93)) - .085) + step(T.y, .8);
    float seam = to_seam();
    c *= 1. - .28 * smoothstep(.006, .001, line) * step(CROTCH, T.y);
    return mix(c, c * 1.25 + .01, smoothstep(.004, .001, abs(seam - .008)));
}

// A shoe; C is metres beside its middle line, metres above the ground, and the place from heel (0) to toe (1).
// `duty` adds up what is drawn on the leather in the third colour, `scale` is the sole's height.
vec3 shoe(vec3 sole) {
    float aside = abs(C.x), height = C.y - scale, along = C.z, trim = 0.;
    int marks = int(duty + .5);
    if ((marks & 1) != 0 && height > .025) trim = (1. - smoothstep(.013, .017, aside)) * step(.40, along) * step(along, .68) * (.45 + .55 * band(along * 14., .5));
    if ((marks & 2) != 0 && height > .004 && height < .045 && aside > .02)
        trim = max(trim, band((along * .26 - height * .5) / .026, .45) * step(.34, along) * step(along, .62));
    if ((marks & 4) != 0) trim = max(trim, step(.84, along));
    if ((marks & 8) != 0 && height > .012) trim = max(trim, step(along, .10));
    if ((marks & 16) != 0 && height > .006) trim = max(trim, .8 * (step(.60, along) * step(along, .645)));
    return mix(sole, mix(colour2, colour3, trim), soft_step(height));
}

vec3 patterned(vec3 c, float u, float v, vec3 offset) {
    if (PATTERN == PATTERN_HORIZONTAL_STRIPES) return mix(c, colour2, band(v / scale + seed, duty));
    if (PATTERN == PATTERN_VERTICAL_STRIPES) return mix(c, colour2, band(u / scale + seed, duty));
    if (PATTERN == PATTERN_CHECK) return checked(c, u, v);
    if (PATTERN == PATTERN_DOTS) return dotted(c, u, v);
    if (PATTERN == PATTERN_CAMOUFLAGE) return camouflaged(c, offset);
    if (PATTERN == PATTERN_FLORAL) return flowered(c, u, v);
    if (PATTERN == PATTERN_COLOUR_BLOCK) return blocked(c, v);
    if (PATTERN == PATTERN_ANIMAL) return animal(c, u, v);
    if (PATTERN == PATTERN_TIE_DYE) return tie_dyed(c, offset);
    if (PATTERN == PATTERN_PRINT) return printed(c);
    if (PATTERN == PATTERN_DENIM) return denim(c);
    if (PATTERN == PATTERN_RIBBED) return c * (.8 + .35 * smoothstep(-.3, .6, sin(u / scale * 6.2832)));
    if (PATTERN == PATTERN_SHOE) return shoe(c);
    return c;
}
