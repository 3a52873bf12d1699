// One program per surface, pattern, bump, strip and light (SURFACE, PATTERN, BUMP, STRIP, DAPPLED, LAMPS are constants): a software
// renderer runs both sides of a branch, so what a material does not use has to be gone when the program is compiled.

layout(location = 0) out vec4 picture;
layout(location = 1) out vec4 identity;

const float CORDS = 400., RIBS = 380., CABLES = 110.;  // of corduroy (wide wale) and of knitwear, in radians per metre
const float ON_TORSO = .045, ON_LIMB = .1;  // how far from T.x, at most and at least, the first coordinate lies
const float QUILT = .085;  // metres from seam to seam of what is padded
const float ARM_GIRTH = .05, LEG_GIRTH = .08;  // metres a radian
const float LEG_ASIDE = .12;  // of the middle of a thigh, where the stripes of hips and legs meet
const vec3 ACROSS_MORE = vec3(1.3, 1.6, .7);  // folds run down rather than across
const float SELF_SHADOW = 5.;  // how much darker the bottom of a fold is, per metre of depth
// C as in `shoe`; what lies below the sole's edge is kept.
bool is_outside_shoe() {
    float height = C.y - scale, along = C.z;
    if (height < .001) return false;
    if (strip.y < .5) return along < .83 - 70. * C.x * C.x && height > .020 + .022 * smoothstep(.3, .05, along);
    if (strip.y < 1.5) {
        bool is_heel_strap = abs(height - .045) < .009 && along < .5;
        return abs(along - .70) > .065 && abs(along - .46) > .045 && !is_heel_strap;
    }
    float from_toe = (.80 - along) * .26;
    return from_toe < 0. || from_toe > .085 || abs(abs(C.x) - .55 * from_toe) > .009;
}

bool is_outside_strip() {
    if (STRIP == STRIP_OPEN_SHOE)
        return is_outside_shoe();
    if (STRIP == STRIP_TWO_STRAPS)
        return abs(abs(T.x) - strip.y - .55 * max(0., strip.w - T.y)) > strip.z;
    if (STRIP == STRIP_SLANTED)
        return abs((T.x - strip.y) * cos(strip.w) - (T.y - strip.z) * sin(strip.w)) > .016;
    if (STRIP == STRIP_TAIL)
        return abs(T.x - strip.y) > strip.z;
    return false;
}

// Pattern coordinates in metres, of surfaces that are not cloth flat: the way round the body from the middle of the front
// or of the back, whichever is nearer, and the height. Front and back meet at the sides, as where they are sewn. Limbs
// count as round, so that stripes run along them; where they join the torso, C lies between two axes and tells nothing.
vec2 pattern_place() {
    if (SURFACE != SURFACE_CLOTH) return C.xy;
    float angle = atan(C.x, C.y), girth = length(C.xy), from_torso_axis = abs(C.x - T.x);
    bool is_leg = false;
    if (is_draped()) girth -= 1.;
    else if (from_torso_axis > ON_LIMB) {
        is_leg = T.y < .9;
        girth = is_leg ? LEG_GIRTH : ARM_GIRTH;
    } else if (from_torso_axis > ON_TORSO) return vec2(T.x, C.z);
    float way = girth * sign(angle) * (abs(angle) < 1.5708 ? abs(angle) : 3.1416 - abs(angle));
    return vec2(is_leg ? way + LEG_ASIDE * sign(T.x) : way, C.z);
}

// Columns of crossing strands.
float plait(vec2 place) {
    float column = place.x * CABLES;
    return (.6 + .4 * sin(place.y * 120. + 2. * sin(column))) * smoothstep(-.2, .8, sin(column));
}

float stitches() { return noise(vec3(T.x, T.y * .5, T.z) * 150.); }

vec3 detailed(vec3 c, vec2 place, vec3 offset) {
    if (SURFACE == SURFACE_SKIN) {  // C holds lips, beard and the shade of the eye sockets
        c = mix(c, colour2, clamp(C.x, 0., 1.));
        c = mix(c, colour3, clamp(C.y, 0., 1.));
        return c * (1. - .3 * C.z) * (.95 + .1 * clouds(T * 40.));
    }
    if (SURFACE == SURFACE_HAIR) {  // strands along C.y, curls where `duty` is large; darker in the depth between locks
        vec3 grain = mix(vec3(160., 9., 160.), vec3(95.), duty);
        float locks = noise(mix(vec3(45., 5., 45.), vec3(38.), duty) * C + offset);
        return c * (.5 + .75 * clouds(grain * C + offset)) * (.55 + .75 * locks);
    }
    if (SURFACE == SURFACE_CLOTH) {
        c *= 1. + speckle * (2. * noise(T * (420. - 600. * speckle)) - 1.);
        if (BUMP == BUMP_CORDUROY) c *= .86 + .26 * smoothstep(-.4, .4, sin(place.x * CORDS));
        if (BUMP == BUMP_RIBBED) c *= .88 + .2 * smoothstep(-.5, .5, sin(place.x * RIBS));
        if (BUMP == BUMP_CABLE) c *= .82 + .24 * plait(place);
        if (BUMP == BUMP_KNIT) c *= .84 + .32 * stitches();
        if (hem > 0. && cut_distance < hem) c *= mix(.78, 1., smoothstep(0., .004, abs(cut_distance - hem * .8)));
        if (hem > 0.) c *= 1. - .3 * smoothstep(SEAM, .001, to_seam());
        if (zipped > 0. && T.z > 0. && abs(T.x) < .006) c *= .55;
    }
    return c;
}

// Height of folds in units of `fold`: large soft ones, fine ridges, and the creases of the body; 0 on average.
float folds(vec3 q) {
    float broad = noise(q * vec3(6., 6., is_draped() ? 1.5 : 5.)), turn = 4. * broad;
    vec3 w = q * vec3(7., 7., is_draped() ? 1.5 : 8.);
    w += (is_draped() ? .2 : .6) * vec3(sin(q.z * 9. + turn), sin(q.x * 8. + turn), sin(q.y * 9.));
    w *= crumple;
    float fine = .8 * (1. - abs(2. * noise(w) - 1.)) + .45 * (1. - abs(2. * noise(w * 2.3 + 3.) - 1.)) - .9;
    return fine / crumple + 2.6 * (broad - .5) + .65 * creases(broad);
}

// Relief in metres; the second number is the height of the folds alone, in units of `fold`.
vec2 relief_height(vec2 place, vec3 offset) {
    if (SURFACE == SURFACE_HAIR)
        return vec2((.006 + .004 * duty) * clouds(mix(vec3(120., 8., 120.), vec3(80.), duty) * C + offset), 0.);
    if (SURFACE == SURFACE_LEATHER) {
        vec3 q = T * 8. + seed * 7.;
        return vec2(fold * .5 * (1. - abs(2. * noise(q) - 1.) + .5 * noise(q * 2.3)), 0.);
    }
    if (SURFACE != SURFACE_CLOTH) return vec2(0.);
    // by T, which runs on where sleeves are set in and C jumps
    vec3 at = is_draped() ? vec3(normalize(C.xy) * radius, place.y) : T.xzy * ACROSS_MORE;
    float folded = folds(at + seed * 7.), height = fold * folded;
    if (BUMP == BUMP_QUILTED) height += bump_depth * sqrt(abs(sin(place.y / QUILT * 3.1416)));
    if (BUMP == BUMP_RIBBED) height += bump_depth * .5 * sin(place.x * RIBS);
    if (BUMP == BUMP_KNIT) height += bump_depth * stitches();
    if (BUMP == BUMP_CORDUROY) height += bump_depth * sin(place.x * CORDS);
    if (BUMP == BUMP_CABLE) height += bump_depth * plait(place);
    return vec2(height, folded);
}

// Bump mapping without tangents (Mikkelsen 2010): the height's screen derivatives tilt the normal.
vec3 tilted(vec3 n, float height) {
    vec3 right = dFdx(P), up = dFdy(P), r1 = cross(up, n), r2 = cross(n, right);
    float area = dot(right, r1);
    vec3 bent = abs(area) * n - sign(area) * (dFdx(height) * r1 + dFdy(height) * r2);
    if (dot(bent, bent) <= 1e-20) return n;
    bent = normalize(bent);
    return dot(bent, n) > .25 ? bent : n;
}

vec3 lit(vec3 c, vec3 n, vec3 to_eye) {
    float lightness = 1. - strengths.x * shaded(n);
    float wrap = SURFACE == SURFACE_SKIN || SURFACE == SURFACE_HAIR ? .22 : .08;
    float direct = direct_light(n, wrap, lightness);
    vec3 ambient = mix(ground.rgb, sky.rgb, n.y * .5 + .5);
    if (LAMPS == 1) ambient += lamplight(n);
    float shine = specular * pow(max(dot(n, normalize(to_eye + light_direction.xyz)), 0.), gloss) * lightness;
    float rim = pow(1. - max(dot(n, to_eye), 0.), 4.);
    vec3 rim_light = ambient * rim * specular;
    if (SURFACE == SURFACE_CLOTH) rim_light = ambient * rim * (c * .35 + specular * .8);
    if (SURFACE == SURFACE_SKIN) {  // it mirrors what is above and below, which draws a dark face in the shade
        vec3 mirrored = mix(ground.rgb, sky.rgb, smoothstep(-.5, .8, reflect(-to_eye, n).y));
        rim_light = mirrored * (.045 + .3 * rim);
    }
    return c * (ambient + light_colour.rgb * direct) + light_colour.rgb * shine + rim_light;
}

void main() {
    if (cut_distance < 0.) discard;
    if (is_outside_strip()) discard;
    vec3 to_eye = normalize(eye.xyz - P), n = normalize(N);
    if (!gl_FrontFacing) n = -n;
    vec2 place = pattern_place();
    vec3 offset = vec3(17.3, 5.1, 3.7) * seed;
    vec3 c = detailed(patterned(colour, place.x, place.y, offset), place, offset);
    vec2 relief = relief_height(place, offset);
    n = tilted(n, relief.x);
    if (SURFACE == SURFACE_CLOTH) c *= clamp(1. + SELF_SHADOW * fold * relief.y, .72, 1.15);
    c = lit(c, n, to_eye);
    if (SURFACE == SURFACE_CLOTH && !gl_FrontFacing) c *= .45;
    if (SURFACE == SURFACE_CLOTH && hem > 0. && cut_distance < .006) c *= .8;
    picture = vec4(c, 1.);
    identity = vec4(float(material_row) / 255., n * .5 + .5);
}
