// How worn cloth creases and where it is sewn: places on the template body, in metres, alike for both sides.

const vec3 ELBOW = vec3(.313, 1.166, .02), ALONG_ARM = vec3(.64, -.77, 0.), ACROSS_ARM = vec3(.77, .64, 0.);
const vec2 ARMPIT = vec2(.155, 1.265);
const float KNEE = .447, CROTCH = .775, WAIST = .97, MIDDLE_DEPTH = .005, SEAM = .005;

bool is_draped() { return dot(C.xy, C.xy) > .5; }  // hangs round the legs or the head: its C.xy is beyond the unit circle

// How much folds show that spread from a joint: up to `reach`, and not where they would all meet.
float about(float distance, float reach) {
    return smoothstep(reach, .08, distance) * smoothstep(.01, .09, distance);
}

// Creases where joints bend and drag lines where cloth is pulled, about -1 to 1; `wander` keeps them from being rulers.
float creases(float wander) {
    if (is_draped()) return 0.;
    vec3 here = vec3(abs(T.x), T.yz), from_elbow = here - ELBOW;
    float sum, near, across = here.y < CROTCH ? here.x : dot(from_elbow, ACROSS_ARM), turn = 8. * wander + 25. * (across + T.z);
    if (here.y < CROTCH) {
        near = exp(-200. * (here.y - KNEE) * (here.y - KNEE)) * mix(1., .45, smoothstep(-.02, .06, here.z));
        sum = near * sin(here.y * 115. + 1.4 * turn);
        sum += 1.1 * (wander - .1) * smoothstep(.30, .10, here.y) * sin(here.y * 90. - 1.6 * turn);
    } else {
        near = exp(-190. * dot(from_elbow, from_elbow)) * mix(.5, 1., smoothstep(-.03, .05, here.z));
        sum = near * sin(dot(from_elbow, ALONG_ARM) * 120. + turn);
        near = exp(-320. * (here.y - WAIST) * (here.y - WAIST)) * step(here.x, .2);
        sum += 1.1 * wander * near * sin(here.y * 85. + 14. * here.x + 9. * wander);
        vec2 away = here.xy - ARMPIT;
        sum += .7 * about(length(away), .2) * sin(atan(away.y, away.x) * 8. + 7. * wander);
    }
    vec2 away = vec2(here.x, here.y - CROTCH);
    return sum + .8 * about(length(away), .22) * sin(atan(away.y, away.x + .01) * 10. + 5. * wander);
}

// How far the nearest seam is: shoulder, armhole, side of torso and leg, seat.
float to_seam() {
    float side = abs(T.x), along = is_draped() ? 1. : abs(T.z - MIDDLE_DEPTH);
    if (T.y < CROTCH) return is_draped() ? 1. : abs(C.y);
    if (T.y > 1.22 && side > .1) return min(abs(side - ARMPIT.x), side < ARMPIT.x && T.y > 1.36 ? along : 1.);
    if (T.y < .88) along = min(along, is_draped() ? 1. : side);
    return side < .2 ? along : 1.;
}
