// Everything round the person: a painted texture, worn, wet or snowed on, and lit.
// C is the place in the texture and its layer, T the tint, cut_distance the shine.

uniform sampler2DArray textures;
uniform int material_row;

layout(location = 0) out vec4 picture;
layout(location = 1) out vec4 identity;

const float SHARPER = -.9;  // levels of detail, since the picture is shrunk later and cameras sharpen
const vec3 SNOW = vec3(.80, .83, .88);

vec3 worn(vec3 c, vec4 stains, vec4 grain) {
    return c * (.68 + .64 * stains.r) * (.8 + .4 * stains.g) * (.74 + .52 * grain.b);
}

void main() {
    vec4 texel = texture(textures, C, SHARPER);
    if (SURFACE == SURFACE_CUT_OUT && texel.a < .4) discard;
    vec3 to_eye = eye.xyz - P, n = normalize(N);
    float away = length(to_eye);
    to_eye /= away;
    if (dot(n, to_eye) < 0.) n = -n;
    vec4 stains = texture(textures, vec3(C.xy * .23 + .37 * n.zx, DIRT_LAYER));
    vec4 grain = texture(textures, vec3(C.xy * 2.7 + .11, DIRT_LAYER), SHARPER);
    vec3 c = worn(texel.rgb * texel.rgb * T, stains, grain);
    float facing_up = smoothstep(.55, .85, n.y), wet = weather.x * facing_up;
    float covered = weather.y * smoothstep(.3, .75, n.y + .9 * (stains.g - .5) + .5 * (grain.g - .5));
    c = mix(c * (1. - .5 * wet - .12 * weather.x), SNOW * (.86 + .28 * grain.b), covered);

    float lightness = 1. - strengths.x * shaded(n), direct = direct_light(n, .08, lightness);
    vec3 ambient = mix(ground.rgb, sky.rgb, n.y * .5 + .5) * (.72 + .56 * stains.a);
    ambient *= .62 + .38 * clamp(P.y * 1.4 + facing_up, 0., 1.);  // little light gets to the foot of a wall
    vec3 sum = c * (ambient + light_colour.rgb * direct);
    if (LAMPS == 1) sum += c * lamplight(n);

    float gloss = cut_distance + .3 * wet;
    float glint = pow(max(dot(n, normalize(to_eye + light_direction.xyz)), 0.), 24.);
    sum += light_colour.rgb * gloss * glint * lightness;
    float grazing = 1. - max(dot(n, to_eye), 0.), puddle = weather.x * facing_up * smoothstep(.52, .6, stains.a);
    float mirrored = (.06 + .94 * grazing * grazing * grazing) * (cut_distance + .35 * wet + .6 * puddle);
    sum = mix(sum, mix(sky.rgb, fog_colour.rgb, .5) * (.5 + stains.r), clamp(mirrored, 0., .85));
    if (SURFACE == SURFACE_SCENERY) sum += texel.rgb * texel.rgb * T * (texel.a * weather.z);
    picture = vec4(mix(sum, fog_colour.rgb, 1. - exp(-away * strengths.y)), 1.);
    identity = vec4(float(material_row) / 255., n * .5 + .5);
}
