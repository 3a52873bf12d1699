// One program per surface, pattern, bump, strip and light (SURFACE, PATTERN, BUMP, STRIP, DAPPLED, LAMPS are constants): a software
// renderer runs both sides of a branch, so what a material does not use has to be gone when the program is compiled.

layout(location = 0) out vec4 picture;
layout(location = 1) out vec4 identity;

// C as in `shoe`; what lies below the sole's edge is kept.
bool is_outside_shoe() {
    float height = C.y - scale, along = C.z;
    if (height < .001) return false;
    if (strip.y < .5) return along < .72 && height > .020 + .022 * smoothstep(.3, .05, along);
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

// Pattern coordinates in metres: round a limb or the torso (its C.xy is a place on an ellipse), or flat.
vec2 pattern_place() {
    if (SURFACE != SURFACE_CLOTH) return C.xy;
    bool is_torso = abs(C.x - T.x) + abs(C.y - T.z) < .02;
    vec2 around = is_torso ? vec2(C.x / .16, (C.y - .005) / .11) : C.xy;
    return vec2(atan(around.x, around.y) * radius, C.z);
}

vec3 detailed(vec3 c, vec3 offset) {
    if (SURFACE == SURFACE_SKIN) {  // C holds lips, beard and the shade of the eye sockets
        c = mix(c, colour2, clamp(C.x, 0., 1.));
        c = mix(c, colour3, clamp(C.y, 0., 1.));
        return c * (1. - .3 * C.z) * (.95 + .1 * clouds(T * 40.));
    }
    if (SURFACE == SURFACE_HAIR)
    {   // strands along C.y, curls where `duty` is large; darker in the depth between locks
        vec3 grain = mix(vec3(160., 9., 160.), vec3(95.), duty);
        float locks = noise(mix(vec3(45., 5., 45.), vec3(38.), duty) * C + offset);
        return c * (.5 + .75 * clouds(grain * C + offset)) * (.55 + .75 * locks);
    }
    if (SURFACE == SURFACE_CLOTH) {
        c *= .95 + .1 * noise(T * 420.);
        if (hem > 0. && cut_distance < hem) c *= mix(.78, 1., smoothstep(0., .004, abs(cut_distance - hem * .8)));
        if (zipped > 0. && T.z > 0. && abs(T.x) < .006) c *= .55;
    }
    return c;
}

float folds(vec3 q) {
    vec3 w = q * vec3(7., 7., 8.) + 1.3 * vec3(noise(q * 6.), noise(q * 6. + 5.), noise(q * 5. + 9.));
    return .8 * (1. - abs(2. * noise(w) - 1.)) + .45 * (1. - abs(2. * noise(w * 2.3 + 3.) - 1.));
}

float relief_height(vec2 place, vec3 offset) {
    if (SURFACE == SURFACE_HAIR) return (.006 + .004 * duty) * clouds(mix(vec3(120., 8., 120.), vec3(80.), duty) * C + offset);
    if (SURFACE != SURFACE_CLOTH && SURFACE != SURFACE_LEATHER) return 0.;
    vec3 q = vec3(place.x, C.z, place.y);
    if (SURFACE == SURFACE_CLOTH) q = vec3(C.xy / max(length(C.xy), .001) * radius, place.y);
    float height = fold * folds(q + seed * 7.) * (SURFACE == SURFACE_CLOTH ? 1. : .5);
    if (BUMP == BUMP_QUILTED) height += bump_depth * sqrt(abs(sin(place.y / scale * 3.1416)));
    if (BUMP == BUMP_RIBBED) height += bump_depth * .5 * sin(place.x * 500.);
    if (BUMP == BUMP_KNIT) height += bump_depth * (noise(T * 160.) + .6 * noise(T * 70.));
    return height;
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
    if (SURFACE == SURFACE_CLOTH) rim_light = c * ambient * rim * .35;
    if (SURFACE == SURFACE_SKIN) rim_light = vec3(.35, .2, .15) * ambient * rim * .3;
    return c * (ambient + light_colour.rgb * direct) + light_colour.rgb * shine + rim_light;
}

void main() {
    if (cut_distance < 0.) discard;
    if (is_outside_strip()) discard;
    vec3 to_eye = normalize(eye.xyz - P), n = normalize(N);
    if (!gl_FrontFacing) n = -n;
    vec2 place = pattern_place();
    vec3 offset = vec3(17.3, 5.1, 3.7) * seed;
    vec3 c = detailed(patterned(colour, place.x, place.y, offset), offset);
    n = tilted(n, relief_height(place, offset));
    c = lit(c, n, to_eye);
    if (SURFACE == SURFACE_CLOTH && !gl_FrontFacing) c *= .45;
    if (SURFACE == SURFACE_CLOTH && hem > 0. && cut_distance < .006) c *= .8;
    picture = vec4(c, 1.);
    identity = vec4(float(material_row) / 255., n * .5 + .5);
}
