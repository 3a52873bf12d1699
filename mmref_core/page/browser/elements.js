// Every text that comes from a person reaches the page through textContent or setAttribute, here.
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  for (const child of children) {
    if (child !== null) node.append(typeof child === "string" ? document.createTextNode(child) : child);
  }
  return node;
}

function find(selector) {
  return element.querySelector(selector);
}

function findAll(selector) {
  return Array.from(element.querySelectorAll(selector));
}
