in vec3 position;
in float cut;
out float cut_distance;

void main() {
    cut_distance = cut;
    gl_Position = to_shadow * vec4(position, 1.);
}
