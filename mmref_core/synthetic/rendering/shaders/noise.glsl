float hash(vec3 p) {
    p = fract(p * .1031);
    p += dot(p, p.zyx + 31.32);
    return fract((p.x + p.y) * p.z);
}

float noise(vec3 p) {
    vec3 i = floor(p), f = fract(p);
    f = f * f * (3. - 2. * f);
    float low_near = mix(hash(i), hash(i + vec3(1, 0, 0)), f.x);
    float high_near = mix(hash(i + vec3(0, 1, 0)), hash(i + vec3(1, 1, 0)), f.x);
    float low_far = mix(hash(i + vec3(0, 0, 1)), hash(i + vec3(1, 0, 1)), f.x);
    float high_far = mix(hash(i + vec3(0, 1, 1)), hash(i + vec3(1, 1, 1)), f.x);
    return mix(mix(low_near, high_near, f.y), mix(low_far, high_far, f.y), f.z);
}

float clouds(vec3 p) {
    return .55 * noise(p) + .28 * noise(p * 2.1 + 7.) + .17 * noise(p * 4.3 + 13.);
}
