// Light on a surface: sun or lamp with shadows, what comes from everywhere, and lamps that stand about.

uniform sampler2D shadow_map;  // left half: sharp, about the person; right half: coarse, of all that stands about

float shaded(vec3 n) {
    vec3 from_middle = abs(in_shadow_map - .5);
    bool is_near = max(max(from_middle.x, from_middle.y), from_middle.z) < .495;
    vec3 at = is_near ? in_shadow_map : in_far_map;
    if (any(lessThan(at, vec3(.002))) || any(greaterThan(at, vec3(.998)))) return 0.;
    float slant = 1. - max(dot(n, light_direction.xyz), 0.), sum = 0.;
    float edge = at.z - (is_near ? .0015 + .004 * slant : .004 + .006 * slant);
    vec2 texel = (is_near ? 1.5 : 1.2) / vec2(textureSize(shadow_map, 0)), middle = at.xy * vec2(.5, 1.);
    if (!is_near) middle.x += .5;
    sum += step(textureLod(shadow_map, middle, 0.).r, edge);
    sum += step(textureLod(shadow_map, middle + texel * vec2(1., .4), 0.).r, edge);
    sum += step(textureLod(shadow_map, middle + texel * vec2(-.4, 1.), 0.).r, edge);
    sum += step(textureLod(shadow_map, middle + texel * vec2(-1., -.4), 0.).r, edge);
    sum += step(textureLod(shadow_map, middle + texel * vec2(.4, -1.), 0.).r, edge);
    return sum / 5.;
}

// How much of the sun leaves overhead take.
float dappled() {
    vec2 q = P.xz - light_direction.xz / max(light_direction.y, .2) * P.y;
    return smoothstep(.46, .56, .7 * noise(vec3(q * 1.1, 3.)) + .3 * noise(vec3(q * 4., 8.)));
}

// Light of the lamps that stand about, each with a pool of its own.
vec3 lamplight(vec3 n) {
    float sum = 0.;
    for (int i = 0; i < LAMP_COUNT; i++) {
        vec3 away = lamps[i].xyz - P;
        float square = dot(away, away);
        sum += lamps[i].w * max(.15 + .85 * dot(n, away) * inversesqrt(square), 0.) / (1. + square);
    }
    return sum * lamp_colour.rgb;
}

// Sun or lamp, without what is shaded; `wrap` lets it round soft things.
float direct_light(vec3 n, float wrap, float lightness) {
    float direct = max((dot(n, light_direction.xyz) + wrap) / (1. + wrap), 0.) * lightness;
    if (DAPPLED == 1) direct *= 1. - strengths.z * dappled();
    return direct;
}
