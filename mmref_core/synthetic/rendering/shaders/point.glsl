// What the vertex shader says of a point of a surface.
in vec3 P;  // place in the world
in vec3 N;
in vec3 C;  // pattern coordinates
in vec3 T;  // place on the template body
in float cut_distance;
in vec3 in_shadow_map;
in vec3 in_far_map;
