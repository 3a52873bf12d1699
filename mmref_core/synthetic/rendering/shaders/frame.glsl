// What is the same for every triangle of one picture. The layout is written by `renderer.frame_block`.
layout(std140) uniform Frame {
    mat4 to_clip;
    mat4 to_shadow;
    mat4 to_far_shadow;
    vec4 eye;
    vec4 light_direction;  // towards the light
    vec4 light_colour;
    vec4 sky;
    vec4 ground;
    vec4 fog_colour;
    vec4 strengths;  // shadow, fog per metre, dapple, -
    vec4 weather;  // wetness, snow, how bright is what shines by itself, -
    vec4 lamp_colour;
    vec4 lamps[LAMP_COUNT];  // place, strength
};
