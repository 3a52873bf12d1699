in vec3 position;
in vec3 normal;
in vec3 pattern;
in vec3 template_place;
in float cut;

out vec3 P;
out vec3 N;
out vec3 C;
out vec3 T;
out float cut_distance;
out vec3 in_shadow_map;
out vec3 in_far_map;

void main() {
    P = position;
    N = normal;
    C = pattern;
    T = template_place;
    cut_distance = cut;
    in_shadow_map = (to_shadow * vec4(position, 1.)).xyz * .5 + .5;
    in_far_map = (to_far_shadow * vec4(position, 1.)).xyz * .5 + .5;
    gl_Position = to_clip * vec4(position, 1.);
}
