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

float inside(vec2 f, vec2 low, vec2 high) {
    return step(low.x, f.x) * step(f.x, high.x) * step(low.y, f.y) * step(f.y, high.y);
}

vec3 checked(vec3 c, float u, float v) {
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

vec3 flowered(vec3 c, float u, float v) {
    vec2 q = vec2(u, v) / scale, cell = floor(q);
    float nearest = 9., which = 0.;
    for (int i = -1; i < 2; i++)
        for (int j = -1; j < 2; j++) {
            vec2 neighbour = cell + vec2(i, j);
            vec2 middle = vec2(hash(vec3(neighbour, seed)), hash(vec3(neighbour, seed + 9.)));
            vec2 d = q - neighbour - middle;
            float petals = length(d) / (.75 + .25 * cos(atan(d.y, d.x) * 5. + middle.x * 6.));
            if (petals < nearest) { nearest = petals; which = middle.x; }
        }
    return mix(c, which < .55 ? colour2 : colour3, 1. - smoothstep(duty * .45, duty * .55, nearest));
}

// A shape on the chest: disc, block, bar or scattered blocks, by `duty` 0 to 3. Never on the back.
vec3 printed(vec3 c) {
    if (T.z <= print_box.w) return c;
    vec2 q = (T.xy - print_box.xy) / print_box.z;
    int shape = int(duty + .5);
    float shown;
    if (shape == 0) shown = soft_step(1. - length(q));
    else if (shape == 1) shown = soft_step(min(1. - abs(q.x), .55 - abs(q.y)));
    else if (shape == 2) shown = soft_step(min(1.2 - abs(q.x), .25 - abs(q.y)));
    else shown = soft_step(min(1.1 - abs(q.x), .8 - abs(q.y))) * step(.35, hash(vec3(floor(q * 3. + 20.), seed)));
    vec3 ink = shape < 2 ? mix(colour2, colour3, step(.5, noise(vec3(q * 3. + 9., seed)))) : colour2;
    return mix(c, ink, clamp(shown, 0., 1.));
}

vec3 denim(vec3 c) {
    c *= .86 + .28 * clouds(T * 60.);
    float worn = smoothstep(.5, 0., abs(T.y - .62) / .35) * smoothstep(-.02, .08, T.z);
    return mix(c, c * 1.45 + .04, worn * duty);
}

vec3 bricks(vec3 c, float u, float v) {
    vec2 q = vec2(u / (scale * 2.), v / scale);
    q.x += .5 * mod(floor(q.y), 2.);
    vec2 f = fract(q);
    c = mix(colour2, c * (.75 + .5 * hash(vec3(floor(q), seed))), step(.036, f.x) * step(.06, f.y));
    return c * (.85 + .3 * clouds(vec3(u, v, seed) * 20.));
}

vec3 tiles(vec3 c, float u, float v) {
    vec2 q = vec2(u, v) / scale, f = abs(fract(q) - .5);
    float joint = .02 * (1. + duty) + .5 * fwidth(q.y);
    c = mix(colour2, c * (.9 + .2 * hash(vec3(floor(q), seed))), smoothstep(.5, .5 - joint, max(f.x, f.y)));
    return c * (.88 + .24 * clouds(vec3(u, v, seed) * 9.));
}

vec3 windows(vec3 c, float u, float v) {
    vec2 q = vec2(u / scale, v / (scale * aspect)), cell = floor(q), f = fract(q);
    float pick = hash(vec3(cell, seed));
    vec3 pane = mix(colour2, colour3, step(.6, pick) * .8) * (.5 + .8 * clouds(vec3(q * 3., pick * 9.)));
    pane = mix(pane, c, step(abs(f.x - .5), .02));
    return mix(c * (.9 + .2 * clouds(vec3(u, v, 1.) * 5.)), pane, inside(f, vec2(.1, .15), vec2(.9, .88)));
}

vec3 asphalt(vec3 c, float u, float v) {
    return c * (.7 + .35 * clouds(vec3(u, v, seed) * 3.) + .3 * noise(vec3(u, v, seed) * 90.));
}

vec3 leaves(vec3 c, float u, float v) {
    return mix(c, colour2, clouds(vec3(u * 14., v * 5., seed))) * (.65 + .7 * noise(vec3(u * 60., v * 25., seed)));
}

vec3 marking(vec3 c, float u, float v) {
    float stripe = band((u * cos(seed) + v * sin(seed)) / scale, .5);
    c *= .75 + .4 * clouds(vec3(u, v, 1.) * 6.);
    vec3 paint = colour2 * (.8 + .2 * clouds(vec3(u, v, 2.) * 12.));
    return mix(c, paint, stripe * step(abs(v * cos(seed) - u * sin(seed)), duty));
}

vec3 planks(vec3 c, float u, float v) {
    float q = u / scale, joint = smoothstep(.5, .46, abs(fract(q) - .5));
    float grain = .85 + .3 * clouds(vec3(u * 30., v * 2., seed));
    return c * (.8 + .35 * hash(vec3(floor(q), seed, 2.))) * mix(.5, 1., joint) * grain;
}

vec3 posters(vec3 c, float u, float v) {
    vec2 q = vec2(u / scale, v / (scale * 1.4)), cell = floor(q), f = fract(q);
    if (hash(vec3(cell, seed)) > .45) {
        vec3 paper = vec3(hash(vec3(cell, seed + 1.)), hash(vec3(cell, seed + 2.)), hash(vec3(cell, seed + 3.)));
        paper = mix(vec3(dot(paper, vec3(.33))), paper, .75);
        vec3 ink = mix(paper.gbr, vec3(.9), hash(vec3(cell, seed + 4.)));
        float a = hash(vec3(cell, seed + 5.)), b = hash(vec3(cell, seed + 6.));
        paper = mix(paper, ink, inside(f, vec2(.25 + .3 * a, .3 + .3 * b), vec2(.65 + .25 * b, .8)));
        paper = mix(paper, ink * .4, step(.5, fract(f.y * 14.)) * inside(f, vec2(.2, 0.), vec2(.5 + .35 * a, .28)));
        c = mix(c, paper * .8 + .03, inside(f, vec2(.12, .1), vec2(.88, .9)));
    }
    return c * (.9 + .2 * clouds(vec3(u, v, seed) * 4.));
}

// Boards with a row of boxes on each: a shop's shelves, a bookcase.
vec3 shelves(vec3 c, float u, float v) {
    float board = floor(v / scale), height = fract(v / scale);
    float wide = .06 + .14 * hash(vec3(board, seed, 1.)), column = floor(u / wide), x = fract(u / wide);
    float tall = .45 + .4 * hash(vec3(column, board, seed));
    vec2 spot = vec2(column, board);
    vec3 goods = vec3(hash(vec3(spot, seed + 1.)), hash(vec3(spot, seed + 2.)), hash(vec3(spot, seed + 3.)));
    goods = mix(vec3(dot(goods, vec3(.33))), goods, .8) * .6 + .02;
    goods *= .6 + .4 * step(.35, fract(height * 3. + x * .2));
    vec3 behind = c * .25;
    return height > .9 ? c : mix(behind, goods, inside(vec2(x, height), vec2(.06, 0.), vec2(.94, tall)));
}

vec3 patterned(vec3 c, float u, float v, vec3 offset) {
    if (PATTERN == PATTERN_HORIZONTAL_STRIPES) return mix(c, colour2, band(v / scale + seed, duty));
    if (PATTERN == PATTERN_VERTICAL_STRIPES) return mix(c, colour2, band(u / scale + seed, duty));
    if (PATTERN == PATTERN_CHECK) return checked(c, u, v);
    if (PATTERN == PATTERN_DOTS) return dotted(c, u, v);
    if (PATTERN == PATTERN_CAMOUFLAGE) return camouflaged(c, offset);
    if (PATTERN == PATTERN_FLORAL) return flowered(c, u, v);
    if (PATTERN == PATTERN_COLOUR_BLOCK) return mix(c, colour2, soft_step(v - scale));
    if (PATTERN == PATTERN_PRINT) return printed(c);
    if (PATTERN == PATTERN_DENIM) return denim(c);
    if (PATTERN == PATTERN_BRICKS) return bricks(c, u, v);
    if (PATTERN == PATTERN_TILES) return tiles(c, u, v);
    if (PATTERN == PATTERN_WINDOWS) return windows(c, u, v);
    if (PATTERN == PATTERN_ASPHALT) return asphalt(c, u, v);
    if (PATTERN == PATTERN_LEAVES) return leaves(c, u, v);
    if (PATTERN == PATTERN_MARKING) return marking(c, u, v);
    if (PATTERN == PATTERN_PLANKS) return planks(c, u, v);
    if (PATTERN == PATTERN_POSTERS) return posters(c, u, v);
    if (PATTERN == PATTERN_SHELVES) return shelves(c, u, v);
    if (PATTERN == PATTERN_RIBBED) return c * (.8 + .35 * smoothstep(-.3, .6, sin(u / scale * 6.2832)));
    return c;
}
