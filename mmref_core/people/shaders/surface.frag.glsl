// One program per surface, pattern, bump and strip (SURFACE, PATTERN, BUMP, STRIP are constants): a software
// renderer runs both sides of a branch, so what a material does not use has to be gone when the program is compiled.

const bool IS_SCENERY = SURFACE >= SURFACE_SCENERY;

uniform sampler2D shadow_map;

layout(location = 0) out vec4 picture;
layout(location = 1) out vec4 identity;

bool is_outside_strip() {
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
        return c * (.55 + .9 * clouds(vec3(C.x * 160., C.y * 9., C.z * 160.) + offset));
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
    if (SURFACE == SURFACE_HAIR) return .006 * clouds(vec3(C.x * 120., C.y * 8., C.z * 120.) + offset);
    if (IS_SCENERY) return fold * clouds(vec3(place, seed) * 25.);
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

float shaded(vec3 n) {
    if (any(lessThan(in_shadow_map, vec3(0.))) || any(greaterThan(in_shadow_map, vec3(1.)))) return 0.;
    float bias = .0015 + .004 * (1. - max(dot(n, light_direction.xyz), 0.)), sum = 0.;
    vec2 texel = 1.3 / vec2(textureSize(shadow_map, 0));
    for (int i = -1; i < 2; i++)
        for (int j = -1; j < 2; j++)
            sum += step(textureLod(shadow_map, in_shadow_map.xy + vec2(i, j) * texel, 0.).r, in_shadow_map.z - bias);
    return sum / 9.;
}

float dappled() {
    vec2 q = P.xz - light_direction.xz / max(light_direction.y, .2) * P.y;
    return smoothstep(.46, .56, .7 * noise(vec3(q * 1.1, 3.)) + .3 * noise(vec3(q * 4., 8.)));
}

vec3 lit(vec3 c, vec3 n, vec3 to_eye) {
    float lightness = 1. - strengths.x * shaded(n);
    float wrap = SURFACE == SURFACE_SKIN || SURFACE == SURFACE_HAIR ? .22 : .08;
    float direct = max((dot(n, light_direction.xyz) + wrap) / (1. + wrap), 0.) * lightness;
    if (DAPPLED == 1) direct *= 1. - strengths.z * dappled();
    vec3 ambient = mix(ground.rgb, sky.rgb, n.y * .5 + .5);
    if (IS_SCENERY) ambient *= .75 + .5 * noise(P * .35 + 11.);
    float shine = specular * pow(max(dot(n, normalize(to_eye + light_direction.xyz)), 0.), gloss) * lightness;
    float rim = pow(1. - max(dot(n, to_eye), 0.), 4.);
    vec3 rim_light = ambient * rim * specular;
    if (SURFACE == SURFACE_CLOTH) rim_light = c * ambient * rim * .35;
    if (SURFACE == SURFACE_SKIN) rim_light = vec3(.35, .2, .15) * ambient * rim * .3;
    vec3 sum = c * (ambient + light_colour.rgb * direct) + light_colour.rgb * shine + rim_light;
    return SURFACE == SURFACE_GLASS ? mix(sum, ambient, .25 + .6 * rim) : sum;
}

void main() {
    if (HAS_CUT == 1 && cut_distance < 0.) discard;
    if (is_outside_strip()) discard;
    vec3 to_eye = normalize(eye.xyz - P), n = normalize(N);
    bool is_inside = IS_SCENERY ? dot(n, to_eye) < 0. : !gl_FrontFacing;
    if (is_inside) n = -n;
    vec2 place = pattern_place();
    vec3 offset = vec3(17.3, 5.1, 3.7) * seed;
    vec3 c = detailed(patterned(colour, place.x, place.y, offset), offset);
    if (IS_SCENERY && PATTERN != PATTERN_LEAVES) {
        float stain = smoothstep(.42, .72, clouds(vec3(place * vec2(.9, .45), seed * 31.)));
        c *= (1. - .38 * stain) * (.9 + .2 * noise(vec3(place * 38., seed)));
    }
    n = tilted(n, relief_height(place, offset));
    c = lit(c, n, to_eye);
    if (SURFACE == SURFACE_EMISSIVE) c = colour;
    if (SURFACE == SURFACE_CLOTH && !gl_FrontFacing) c *= .45;
    if (SURFACE == SURFACE_CLOTH && hem > 0. && cut_distance < .006) c *= .8;
    if (IS_SCENERY) c = mix(c, fog_colour.rgb, 1. - exp(-length(P - eye.xyz) * strengths.y));
    picture = vec4(c, 1.);
    identity = vec4(float(material_row) / 255., n * .5 + .5);
}
