// Ambient occlusion from the depth image, exposure, tone curve, gamma; the material's row goes to alpha, or 1 where
// nothing was drawn.

in vec2 place;
uniform sampler2D colours;
uniform sampler2D depths;
uniform sampler2D identities;
uniform vec2 depth_range;  // metres
uniform vec2 radii;  // of the occlusion, in picture widths and heights at one metre
uniform float occlusion;
uniform vec3 exposure;  // with the white balance
out vec4 picture;

// As cameras are set: they make up for the chroma and the depth of blacks that lens, air and codec take.
const float VIVIDNESS = 1.15, CONTRAST = .3;
const float KNEE = .8;  // brightness from which highlights are pressed together, lest pale ground burns out

float metres(float depth) {
    return depth_range.x * depth_range.y / (depth_range.y - depth * (depth_range.y - depth_range.x));
}

void main() {
    vec3 c = textureLod(colours, place, 0.).rgb;
    float depth = textureLod(depths, place, 0.).r, z = metres(depth), sum = 0.;
    float turn = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453) * 6.2832;
    vec2 slope = clamp(vec2(dFdx(z), dFdy(z)), -.06, .06), size = vec2(textureSize(depths, 0));
    for (int i = 0; i < 10; i++) {
        float angle = turn + float(i) * 2.39996, r = (.25 + .75 * float(i) / 9.) / z;
        vec2 at = place + vec2(cos(angle), sin(angle)) * r * radii;
        float nearer = z + dot(slope, (at - place) * size) - metres(textureLod(depths, at, 0.).r);
        sum += nearer > .012 ? smoothstep(.5, .05, nearer) : 0.;
    }
    c *= (1. - occlusion * sum / 10.) * exposure;
    c = c / (1. + .25 * c) * 1.25;
    c = mix(c, 1. - (1. - KNEE) * exp((KNEE - c) / .3), step(KNEE, c));
    c = pow(clamp(mix(vec3(dot(c, vec3(.2126, .7152, .0722))), c, VIVIDNESS), 0., 1.), vec3(1. / 2.2));
    picture = vec4(mix(c, c * c * (3. - 2. * c), CONTRAST), textureLod(identities, place, 0.).r);
}
