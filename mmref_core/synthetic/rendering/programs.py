"""Shader programs, one for each kind of material, compiled when first needed.

A software renderer pays for every line of a shader whether a material needs it or not; constants let the compiler
drop it.
"""

from dataclasses import astuple, dataclass, fields
from enum import IntEnum
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mmref_core.synthetic.geometry.materials import BumpPattern, FabricPattern, ShadingModel, StripCutout
from mmref_core.synthetic.scenes.light import LAMPS, SceneLight
from mmref_core.synthetic.textures.library import DIRT

if TYPE_CHECKING:
    import moderngl

MATERIAL_ROWS = 255  # an id is one byte, and the last one means "nothing there"
ENUMS: dict[str, type[IntEnum]] = {
    "SURFACE": ShadingModel,
    "PATTERN": FabricPattern,
    "BUMP": BumpPattern,
    "STRIP": StripCutout,
}
SIZES = {"MATERIAL_ROWS": MATERIAL_ROWS, "LAMP_COUNT": LAMPS, "DIRT_LAYER": DIRT}
FRAME_BINDING, MATERIALS_BINDING = 0, 1
STAGES = {
    "surface": (
        ("frame", "surface.vert"),
        ("frame", "point", "noise", "material", "lighting", "worn", "patterns", "surface.frag"),
    ),
    "scenery": (("frame", "surface.vert"), ("frame", "point", "noise", "lighting", "scenery.frag")),
    "shadow": (("frame", "shadow.vert"), ("shadow.frag",)),
    "finish": (("finish.vert",), ("finish.frag",)),
}


@dataclass(frozen=True)
class ShaderVariant:
    """The properties of a material that select its program, as constants of the shader."""

    surface: int
    pattern: int
    bump: int
    strip: int
    dappled: int
    lamps: int

    @classmethod
    def of(cls, row: Float[np.ndarray, "8 4"], light: SceneLight) -> "ShaderVariant":
        """Return the kind of a row of the material table."""
        drawn = (int(row[0, 3]), int(row[1, 3]), int(row[4, 2]), int(row[7, 0]))
        return cls(*drawn, int(light.dapple > 0), int(light.has_lamps))

    @property
    def stage(self) -> str:
        """The stage that draws it."""
        return "scenery" if self.surface >= ShadingModel.SCENERY else "surface"

    def constants(self) -> str:
        """Return the declarations of the shader's constants."""
        pairs = zip(fields(self), astuple(self), strict=True)
        return "".join(f"const int {field.name.upper()} = {value};\n" for field, value in pairs)


def source(names: tuple[str, ...], constants: str) -> str:
    """Return a shader's source from its files, with the values of our enums as constants."""
    numbers = [f"#define {name}_{member.name} {int(member)}" for name, enum in ENUMS.items() for member in enum]
    folder = files("mmref_core.synthetic.rendering") / "shaders"
    numbers += [f"#define {name} {value}" for name, value in SIZES.items()]
    texts = [(folder / f"{name}.glsl").read_text() for name in names]
    return "\n".join(["#version 330", *numbers, constants, *texts])


def compile_program(context: "moderngl.Context", name: str, constants: str = "") -> "moderngl.Program":
    """Compile one of `STAGES` and bind its uniform blocks."""
    vertex, fragment = STAGES[name]
    program = context.program(vertex_shader=source(vertex, constants), fragment_shader=source(fragment, constants))
    for block, binding in (("Frame", FRAME_BINDING), ("Materials", MATERIALS_BINDING)):
        if block in program:
            program[block].binding = binding
    return program
