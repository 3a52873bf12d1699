in float cut_distance;

void main() {
    if (cut_distance < 0.) discard;
}
