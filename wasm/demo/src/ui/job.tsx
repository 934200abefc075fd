// The order: what a REACH order has set, field by field, and what it asks for that the file does not have.

import type { App } from "../app.ts";
import { showFinding } from "../keys/findings.ts";
import { pickFiles } from "./open.ts";

/** `order#/reachProfile/maxCharactersPerCaptionLine` as people read it. */
function source(from: string): string {
  return from.startsWith("order#/") ? from.slice("order#/".length).replaceAll("/", " › ") : from;
}

export function JobPanel({ app }: { app: App }) {
  const order = app.order.value;
  const effective = app.effective.value;
  if (!order) {
    return (
      <>
        {app.orderError.value && (
          <p class="error" role="alert">
            {app.orderError.value}
          </p>
        )}
        <p class="empty">Drop a REACH order (JSON) on the page: it sets the preset, the language and the limits.</p>
        <p class="actions">
          <button type="button" onClick={() => void pickFiles("order")}>
            Open order
          </button>
        </p>
      </>
    );
  }
  const asked = app.findings.value.filter(({ code }) => code.startsWith("JOB"));
  const set = effective.options.filter(({ from }) => from.startsWith("order"));
  return (
    <>
      <p class="summary">
        <strong>{order.name}</strong>
        {order.task ? `, task ${order.task}` : ""}
      </p>
      {order.tasks.length > 1 && (
        <label class="field">
          Task{" "}
          <select value={order.task} onChange={(event) => app.setOrder(order.name, order.text, event.currentTarget.value)}>
            {order.tasks.map((task) => (
              <option key={task} value={task}>
                {task}
              </option>
            ))}
          </select>
        </label>
      )}
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">Set</th>
            <th scope="col">To</th>
            <th scope="col">By the field</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>preset</td>
            <td>{effective.preset}</td>
            <td class="muted">{source(effective.presetFrom)}</td>
          </tr>
          {set.map(({ name, value, unit, from }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>
                {String(value)} {unit}
              </td>
              <td class="muted">{source(from)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul class="losses">
        {asked.map((found, at) => (
          <li key={at}>
            <button type="button" class="finding-text" onClick={() => showFinding(app, found)}>
              <span class={found.severity}>{found.severity === "error" ? "✖" : "▲"}</span> <code>{found.code}</code> {found.message}
            </button>
          </li>
        ))}
      </ul>
      <p class="actions">
        <button type="button" onClick={() => app.forgetOrder()}>
          Forget order
        </button>
      </p>
    </>
  );
}
