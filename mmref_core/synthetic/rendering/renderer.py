"""Rasterisation of triangles without a screen: OpenGL through moderngl and EGL, on a CPU or a GPU.

Besides the picture there is an image of ids: which material a pixel shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float, Shaped, UInt8

from mmref_core.errors import MMRefError
from mmref_core.synthetic.camera.auto_exposure import MeteredLight, gains
from mmref_core.synthetic.camera.surveillance_camera import DEPTH_RANGE, CameraView, look_at, orthographic
from mmref_core.synthetic.geometry.solids import RenderGeometry
from mmref_core.synthetic.rendering.programs import (
    FRAME_BINDING,
    MATERIAL_ROWS,
    MATERIALS_BINDING,
    ShaderVariant,
    compile_program,
)
from mmref_core.synthetic.rendering.targets import RenderTarget, Size, depth_texture
from mmref_core.synthetic.scenes.light import LAMPS, SceneLight
from mmref_core.synthetic.textures.canvas import SIDE
from mmref_core.synthetic.textures.library import LAYERS, painted

if TYPE_CHECKING:
    import moderngl

NOTHING = 255  # id of a pixel that no triangle covers
SHADOW_SIZE = 640  # pixels
SHADOW_REACH = 1.6  # metres about the person
SHADOW_DEPTH = (0.1, 12.0)  # metres from where the light looks
LIGHT_DISTANCE = 6.0
FAR_REACH = 8.0  # metres about a point behind the person: the coarse shadows of all that stands about
FAR_CENTRE = (0.0, 1.0, -5.0)
FAR_DEPTH = (0.1, 44.0)
FAR_DISTANCE = 22.0
OCCLUSION_RADIUS = 0.10  # metres
OCCLUSION = 0.75
METER_STEP = 4  # pixels between those that are metered
FRAME_BYTES = 3 * 64 + (9 + LAMPS) * 16
ROW_BYTES = 8 * 16
VERTEX_FORMAT = "3f 3f 3f 3f 1f 4x"
VERTEX_NAMES = ("position", "normal", "pattern", "template_place", "cut")


@dataclass(frozen=True)
class RenderedImage:
    """A picture, and the material id of each pixel."""

    picture: UInt8[np.ndarray, "height width 3"]
    ids: UInt8[np.ndarray, "height width"]  # materials counted through the geometries, or NOTHING


def open_context() -> "moderngl.Context":
    """Return an OpenGL context without a screen. Raises MMRefError with the missing libraries."""
    try:
        import moderngl

        return moderngl.create_standalone_context(backend="egl")
    except Exception as error:  # moderngl raises a bare Exception
        raise MMRefError(
            f"People cannot be rendered here: {error}. Rendering needs the Python package moderngl and an OpenGL 3.3 "
            "library that works without a screen: pip install moderngl, and on Debian or Ubuntu "
            "apt install libegl1 libegl-mesa0 libgl1-mesa-dri."
        ) from error


def frame_block(matrices: Sequence[Float[np.ndarray, "4 4"]], view: CameraView, light: SceneLight) -> bytes:
    """Return the bytes of the shaders' uniform block `Frame` (std140: column-major, vectors of four floats)."""
    vectors = (view.eye, light.direction, light.colour, light.sky, light.ground, light.haze)
    rows = [np.r_[np.asarray(vector, float), 0.0] for vector in vectors]
    rows.append(np.array([light.shadow, light.haze_per_metre, light.dapple, 0.0]))
    rows.append(np.array([light.wetness, light.snow, light.glow, 0.0]))
    rows.append(np.r_[np.asarray(light.lamp_colour, float), 0.0])
    columns = [matrix.T.ravel() for matrix in matrices]
    return np.concatenate([*columns, *rows, light.lamps.ravel()]).astype("f4").tobytes()


def to_light(
    light: SceneLight, centre: tuple[float, float, float], distance: float, reach: float, depth: tuple[float, float]
) -> Float[np.ndarray, "4 4"]:
    """Return the matrix from world space to a shadow map of `reach` metres about a centre."""
    middle = np.array(centre)
    return orthographic(reach, depth) @ look_at(middle + light.direction * distance, middle, (0.0, 1.0, 0.01))


def write(buffer: "moderngl.Buffer", values: Shaped[np.ndarray, "row column"]) -> None:
    """Write values to a buffer."""
    if values.nbytes > buffer.size:
        buffer.orphan(2 * values.nbytes)
    buffer.write(np.ascontiguousarray(values))


class Renderer:
    """An OpenGL context with its buffers. Render larger than the final picture for anti-aliasing."""

    def __init__(self, width: int = 256, height: int = 512) -> None:
        self.width, self.height = width, height
        context = self.context = open_context()
        self.frame_buffer = context.buffer(reserve=FRAME_BYTES, dynamic=True)
        self.table_buffer = context.buffer(reserve=MATERIAL_ROWS * ROW_BYTES, dynamic=True)
        self.vertex_buffer = context.buffer(reserve=1 << 24, dynamic=True)
        self.face_buffer = context.buffer(reserve=1 << 23, dynamic=True)
        self.frame_buffer.bind_to_uniform_block(FRAME_BINDING)
        self.table_buffer.bind_to_uniform_block(MATERIALS_BINDING)
        self.surface_arrays: dict[ShaderVariant, moderngl.VertexArray] = {}
        self.shadow_array = self._array(compile_program(context, "shadow"))
        corners = context.buffer(np.array([-1, -1, 3, -1, -1, 3], "f4"))
        self.finish_array = context.vertex_array(compile_program(context, "finish"), [(corners, "2f", "corner")])
        self.shadow_depths = depth_texture(context, (2 * SHADOW_SIZE, SHADOW_SIZE))
        self.shadow_target = context.framebuffer([], self.shadow_depths)
        self.targets: dict[Size, RenderTarget] = {}
        self.textures = context.texture_array((SIDE, SIDE, LAYERS), 4, painted().tobytes())
        self.textures.filter = (context.LINEAR_MIPMAP_LINEAR, context.LINEAR)
        self.textures.build_mipmaps()

    def _array(self, program: "moderngl.Program") -> "moderngl.VertexArray":
        content = [(self.vertex_buffer, VERTEX_FORMAT, *VERTEX_NAMES)]
        return self.context.vertex_array(program, content, self.face_buffer, skip_errors=True)

    def render(
        self,
        geometries: Sequence[RenderGeometry],
        view: CameraView,
        light: SceneLight,
        size: Size | None = None,
        centre: tuple[float, float, float] = (0.0, 0.9, 0.0),
    ) -> RenderedImage:
        """Render geometries, the person first; those with shadows come before those without.

        `size` is the width and height drawn, if not the renderer's own.
        """
        size = size or (self.width, self.height)
        if size not in self.targets:
            self.targets[size] = RenderTarget.of(self.context, size)
        target = self.targets[size]
        first_rows = self._upload(geometries)
        near = to_light(light, centre, LIGHT_DISTANCE, SHADOW_REACH, SHADOW_DEPTH)
        far = to_light(light, FAR_CENTRE, FAR_DISTANCE, FAR_REACH, FAR_DEPTH)
        matrices = (view.to_clip(size[0] / size[1], DEPTH_RANGE), near, far)
        self.frame_buffer.write(frame_block(matrices, view, light))
        self._draw_shadows(geometries)
        target.scene.use()
        target.scene.clear(*light.haze, 1.0)
        target.identified.clear(1.0, 1.0, 1.0, 1.0)
        target.scene.use()
        self._draw_surfaces(geometries, first_rows, light)
        self.context.enable_only(self.context.NOTHING)
        exposure = np.full(3, light.exposure)
        if light.metered:
            exposure *= gains(self._meter(target), geometries[0].materials, light.white)
        return self._finish(target, view, exposure)

    def _draw_shadows(self, geometries: Sequence[RenderGeometry]) -> None:
        """Sharp ones of the person and what is near, beside coarse ones of everything else."""
        self.context.enable_only(self.context.DEPTH_TEST)
        self.shadow_target.viewport = (0, 0, 2 * SHADOW_SIZE, SHADOW_SIZE)
        self.shadow_target.use()
        self.shadow_target.clear(depth=1.0)
        person = 3 * len(geometries[0].faces)
        count = 3 * sum(len(shape.faces) for shape in geometries if shape.has_shadow)
        for is_far, first in ((0, 0), (1, person)):
            self.shadow_target.viewport = (is_far * SHADOW_SIZE, 0, SHADOW_SIZE, SHADOW_SIZE)
            self.shadow_array.program["is_far"].value = is_far
            if count > first:
                self.shadow_array.render(vertices=count - first, first=first)

    def _upload(self, geometries: Sequence[RenderGeometry]) -> list[int]:
        """Everything to the graphics side; gives the first material row of each geometry."""
        first_rows = np.cumsum([0, *(len(shape.materials) for shape in geometries)]).tolist()
        if first_rows[-1] > MATERIAL_ROWS:
            raise ValueError(f"a picture has {first_rows[-1]} materials, at most {MATERIAL_ROWS} are possible")
        offsets = np.cumsum([0, *(len(shape.vertices) for shape in geometries)])[:-1]
        faces = [shape.faces + offset for shape, offset in zip(geometries, offsets, strict=True)]
        write(self.vertex_buffer, np.concatenate([shape.vertices for shape in geometries]).astype("f4", copy=False))
        write(self.face_buffer, np.concatenate(faces).astype("i4", copy=False))
        rows = np.concatenate([shape.materials for shape in geometries]).reshape(-1, 32)
        self.table_buffer.write(rows.astype("f4").tobytes())
        return first_rows[:-1]

    def _draw_surfaces(
        self, geometries: Sequence[RenderGeometry], first_rows: Sequence[int], light: SceneLight
    ) -> None:
        self.shadow_depths.use(0)
        self.textures.use(1)
        first_face = 0
        for shape, first_row in zip(geometries, first_rows, strict=True):
            for run in reversed(shape.runs):  # what is worn over the skin hides it first
                (self.context.enable if run.is_closed else self.context.disable)(self.context.CULL_FACE)
                array = self._surface_array(ShaderVariant.of(shape.materials[run.material], light))
                array.program["material_row"].value = first_row + run.material
                array.render(vertices=3 * run.count, first=3 * (first_face + run.first))
            first_face += len(shape.faces)

    def _surface_array(self, kind: ShaderVariant) -> "moderngl.VertexArray":
        if kind not in self.surface_arrays:
            program = compile_program(self.context, kind.stage, kind.constants())
            if "textures" in program:
                program["textures"].value = 1
            self.surface_arrays[kind] = self._array(program)
        return self.surface_arrays[kind]

    def _meter(self, target: RenderTarget) -> MeteredLight:
        shape = (*reversed(target.scene.size), 4)
        light = np.frombuffer(target.colours.read(), np.float16).reshape(shape)[::METER_STEP, ::METER_STEP, :3]
        ids = np.frombuffer(target.ids.read(), np.uint8).reshape(shape)[::METER_STEP, ::METER_STEP, 0]
        return MeteredLight(light.astype(np.float32), ids)

    def _finish(self, target: RenderTarget, view: CameraView, exposure: Float[np.ndarray, "3"]) -> RenderedImage:
        program, (width, height) = self.finish_array.program, target.scene.size
        textures = {"colours": target.colours, "depths": target.depths, "identities": target.ids}
        for unit, (name, texture) in enumerate(textures.items()):
            texture.use(unit)
            program[name].value = unit
        radius = OCCLUSION_RADIUS * view.zoom / np.tan(np.radians(view.angle_degrees) / 2)
        program["depth_range"].value = DEPTH_RANGE
        program["radii"].value = (radius * height / width * view.stretch, radius)
        program["occlusion"].value = OCCLUSION
        program["exposure"].value = tuple(exposure)
        target.finished.use()
        self.finish_array.render()
        pixels = np.frombuffer(target.finished.read(components=4), np.uint8)
        pixels = pixels.reshape(height, width, 4)[::-1]
        return RenderedImage(np.ascontiguousarray(pixels[..., :3]), np.ascontiguousarray(pixels[..., 3]))
