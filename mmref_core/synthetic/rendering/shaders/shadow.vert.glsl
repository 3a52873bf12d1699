uniform int is_far;
in vec3 position;
in float cut;
out float cut_distance;

void main() {
    cut_distance = cut;
    gl_Position = (is_far == 1 ? to_far_shadow : to_shadow) * vec4(position, 1.);
}
