"""Answers that come while Gradio closes its stream of them, in a real browser."""

from playwright.sync_api import Browser, expect

from browser.visits import visiting

# The last word of a stream comes late, as over a slow network. What is asked meanwhile takes the stream for open, so
# nobody is left to read its answer.
LATE = """
const plain = window.fetch;
window.late = 0;
window.fetch = async (input, options) => {
  const answer = await plain(input, options);
  if (!String(input.url ?? input).includes("/queue/data")) return answer;
  const coder = new TextEncoder();
  const slow = new TransformStream({
    async transform(part, stream) {
      for (const line of part.split(/(?<=\\n\\n)/)) {
        if (line.includes("close_stream")) {
          window.late += 1;
          await new Promise((resume) => setTimeout(resume, 1500));
        }
        stream.enqueue(coder.encode(line));
      }
    },
  });
  return new Response(answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(slow), answer);
};
"""


def test_an_answer_is_not_lost_when_the_stream_closes_as_it_is_asked_for(address: str, browser: Browser) -> None:
    with visiting(browser, address, LATE) as visit:
        for colour in ("red", "blue", "green", "white"):
            visit.page.evaluate("colour => { location.hash = `q=a+woman+in+a+${colour}+coat` }", colour)
            expect(visit.page.locator("#query input")).to_have_value(f"a woman in a {colour} coat")
            expect(visit.page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
        assert visit.page.evaluate("window.late") > 1
