// One row of the material table, by name; the layout is `ShaderMaterial.row`.
layout(std140) uniform Materials {
    vec4 table[MATERIAL_ROWS * 8];
};
uniform int material_row;

#define colour table[material_row * 8].rgb
#define colour2 table[material_row * 8 + 1].rgb
#define colour3 table[material_row * 8 + 2].rgb
#define speckle table[material_row * 8 + 2].w
#define scale table[material_row * 8 + 3].x
#define duty table[material_row * 8 + 3].y
#define seed table[material_row * 8 + 3].z
#define fold table[material_row * 8 + 3].w
#define specular table[material_row * 8 + 4].x
#define gloss table[material_row * 8 + 4].y
#define bump_depth table[material_row * 8 + 4].w
#define radius table[material_row * 8 + 5].x
#define crumple table[material_row * 8 + 5].y
#define hem table[material_row * 8 + 5].z
#define zipped table[material_row * 8 + 5].w
#define print_box table[material_row * 8 + 6]
#define strip table[material_row * 8 + 7]
