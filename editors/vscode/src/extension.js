// The extension: findings while you type, fixes, hover, outline and commands, on the WebAssembly module. It
// runs in the browser and on the desktop alike; nothing is downloaded or started.

import * as vscode from "vscode";

import * as cuesmith from "cuesmith";
import { editsBetween } from "./edits.js";
import { formats, optionsOf } from "./settings.js";

const selector = Object.keys(formats).map((language) => ({ language }));
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append("cuesmith");
const pageScheme = "cuesmith-rule";
/** How long to wait after a change for further changes, in ms. */
const pause = 150;

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** What was found in a version of a document, by URI. */
const checked = new Map();
const timers = new Map();
let shown;
let log;

export async function activate(context) {
  log = vscode.window.createOutputChannel("cuesmith");
  const module = vscode.Uri.joinPath(context.extensionUri, "dist", "cuesmith.wasm");
  await cuesmith.init(await vscode.workspace.fs.readFile(module));
  shown = vscode.languages.createDiagnosticCollection("cuesmith");
  const { languages, workspace, commands } = vscode;
  context.subscriptions.push(
    log,
    shown,
    workspace.onDidOpenTextDocument(show),
    workspace.onDidChangeTextDocument(({ document }) => later(document)),
    workspace.onDidCloseTextDocument(forget),
    workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration("cuesmith")) return;
      checked.clear();
      workspace.textDocuments.forEach(show);
    }),
    languages.registerCodeActionsProvider(selector, { provideCodeActions }, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
    }),
    languages.registerDocumentFormattingEditProvider(selector, { provideDocumentFormattingEdits: safeEdits }),
    languages.registerHoverProvider(selector, { provideHover }),
    languages.registerDocumentSymbolProvider(selector, { provideDocumentSymbols }, { label: "cuesmith" }),
    workspace.registerTextDocumentContentProvider(pageScheme, {
      provideTextDocumentContent: async ({ path }) => (await cuesmith.explain(path.replace(/\.md$/, ""))) ?? "",
    }),
    commands.registerCommand("cuesmith.fixAll", fixAll),
    commands.registerCommand("cuesmith.convert", convert),
    commands.registerCommand("cuesmith.explain", explain),
  );
  workspace.textDocuments.forEach(show);
}

export function deactivate() {
  timers.forEach(clearTimeout);
}

// Findings

function options(document) {
  const configuration = vscode.workspace.getConfiguration("cuesmith", document);
  const path = document.isUntitled ? undefined : document.uri.path;
  const given = optionsOf((name) => configuration.get(name), path);
  // The extension of a saved file and its content decide, as in `cuesmith check`.
  if (document.isUntitled) given.format = formats[document.languageId];
  return given;
}

function isChecked(document) {
  return document.languageId in formats && vscode.workspace.getConfiguration("cuesmith", document).get("enable");
}

/** The findings of a document in its current version. A setting that cannot be used is the only finding then. */
function findings(document) {
  const key = document.uri.toString();
  const known = checked.get(key);
  if (known?.version === document.version) return known.findings;
  let found = [];
  if (isChecked(document)) {
    try {
      found = cuesmith.check(document.getText(), options(document)).diagnostics;
    } catch (error) {
      log.appendLine(`${key}: ${error}`);
      const span = { start: 0, end: 0 };
      found = [{ span, severity: "error", message: `cuesmith: ${error.message ?? error}`, labels: [], fix: null }];
    }
  }
  checked.set(key, { version: document.version, findings: found });
  return found;
}

function show(document) {
  if (!(document.languageId in formats)) return;
  clearTimeout(timers.get(document.uri.toString()));
  shown.set(document.uri, findings(document).map((finding) => diagnostic(document, finding)));
}

function later(document) {
  if (!(document.languageId in formats)) return;
  const key = document.uri.toString();
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => document.isClosed || show(document), pause));
}

function forget(document) {
  const key = document.uri.toString();
  clearTimeout(timers.get(key));
  timers.delete(key);
  checked.delete(key);
  shown.delete(document.uri);
}

function range(document, { start, end }) {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function diagnostic(document, finding) {
  const made = new vscode.Diagnostic(range(document, finding.span), finding.message, severities[finding.severity]);
  made.source = "cuesmith";
  if (finding.code) {
    const target = vscode.Uri.parse(`command:cuesmith.explain?${encodeURIComponent(JSON.stringify([finding.code]))}`);
    made.code = { value: finding.code, target };
  }
  made.relatedInformation = finding.labels.map(
    ({ span, message }) =>
      new vscode.DiagnosticRelatedInformation(new vscode.Location(document.uri, range(document, span)), message),
  );
  return made;
}

// Fixes

function edit(document, edits) {
  const made = new vscode.WorkspaceEdit();
  made.set(
    document.uri,
    edits.map(({ start, end, text }) => new vscode.TextEdit(range(document, { start, end }), text)),
  );
  return made;
}

/** The edits that fixing makes, with further options. */
function fixes(document, more) {
  const before = document.getText();
  return editsBetween(before, cuesmith.fix(before, { ...options(document), ...more }).text);
}

function provideCodeActions(document, place, { only }) {
  if (!isChecked(document)) return [];
  const wants = (kind) => !only || only.contains(kind);
  const all = findings(document);
  const actions = [];
  const add = (title, kind, edits, more) => {
    const action = new vscode.CodeAction(title, kind);
    action.edit = edit(document, edits);
    actions.push(Object.assign(action, more));
  };
  if (wants(vscode.CodeActionKind.QuickFix)) {
    const here = all.filter(({ fix, span }) => fix?.edits.length && range(document, span).intersection(place));
    for (const finding of here) {
      const { title, applicability, edits } = finding.fix;
      const note = { safe: "", unsafe: ", unsafe", show: ", suggestion" }[applicability];
      const places = edits.map(({ span, replacement }) => ({ ...span, text: replacement }));
      add(`${title[0].toUpperCase()}${title.slice(1)} (${finding.code}${note})`, vscode.CodeActionKind.QuickFix, places, {
        isPreferred: applicability === "safe",
        diagnostics: [diagnostic(document, finding)],
      });
    }
    for (const code of new Set(here.map((finding) => finding.code))) {
      const { fix, name } = here.find((finding) => finding.code === code);
      const isLike = (finding) => finding.code === code && finding.fix?.applicability === fix.applicability;
      if (fix.applicability === "show" || all.filter(isLike).length < 2) continue;
      const unsafeFixes = fix.applicability === "unsafe";
      const title = `Fix all ${code} ${name} in this file${unsafeFixes ? " (unsafe)" : ""}`;
      const edits = fixes(document, { select: [code], ignore: [], unsafeFixes });
      if (edits.length) add(title, vscode.CodeActionKind.QuickFix, edits);
    }
  }
  if (wants(fixAllKind) && all.some(({ fix }) => fix?.applicability === "safe")) {
    const edits = fixes(document);
    if (edits.length) add("Fix all safe problems in this file", fixAllKind, edits);
  }
  return actions;
}

/** All safe fixes, as edits. */
function safeEdits(document) {
  if (!isChecked(document)) return [];
  return fixes(document).map(({ start, end, text }) => new vscode.TextEdit(range(document, { start, end }), text));
}

async function fixAll() {
  const document = vscode.window.activeTextEditor?.document;
  if (document && document.languageId in formats) await vscode.workspace.applyEdit(edit(document, fixes(document)));
}

// What is known of a place

async function provideHover(document, position) {
  const here = findings(document).filter(({ code, span }) => code && range(document, span).contains(position));
  const codes = [...new Set(here.map(({ code }) => code))];
  const pages = await Promise.all(codes.map((code) => cuesmith.explain(code)));
  return new vscode.Hover(pages.filter(Boolean).map((page) => new vscode.MarkdownString(page)));
}

function provideDocumentSymbols(document) {
  const { path, format } = options(document);
  const { cues } = cuesmith.parse(document.getText(), { path, format });
  return [...cues].map(({ start, end, text, origin }) => {
    const name = `${clock(start)} ${text.replaceAll(/\s+/g, " ")}`.trim().slice(0, 100);
    const whole = range(document, origin.block);
    const payload = range(document, origin.payload);
    const chosen = whole.contains(payload) ? payload : whole;
    return new vscode.DocumentSymbol(name, `to ${clock(end)}`, vscode.SymbolKind.String, whole, chosen);
  });
}

function clock(ms) {
  const part = (unit, size, digits = 2) => String(Math.floor(ms / unit) % size).padStart(digits, "0");
  return `${part(3_600_000, Infinity)}:${part(60_000, 60)}:${part(1000, 60)}.${part(1, 1000, 3)}`;
}

// Commands

async function explain(code) {
  const rules = cuesmith.rules().map((rule) => ({ label: rule.code, description: rule.name, detail: rule.summary }));
  code ??= (await vscode.window.showQuickPick(rules, { matchOnDescription: true, matchOnDetail: true }))?.label;
  if (!code) return;
  const uri = vscode.Uri.from({ scheme: pageScheme, path: `${code}.md` });
  await vscode.commands.executeCommand("markdown.showPreview", uri);
}

async function convert() {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !(document.languageId in formats)) return;
  const targets = ["srt", "vtt", "ttml"].filter((language) => formats[language] !== formats[document.languageId]);
  const language = await vscode.window.showQuickPick(targets, { placeHolder: "Format of the new document" });
  if (!language) return;
  const { path, format } = options(document);
  const { text, losses } = cuesmith.convert(document.getText(), formats[language], { path, format });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content: text }));
  if (losses.length === 0) return;
  log.appendLine(`${document.uri.path} as ${language}: ${losses.length} losses`);
  for (const { span, message } of losses) {
    log.appendLine(`  line ${document.positionAt(span.start).line + 1}: ${message}`);
  }
  const answer = await vscode.window.showWarningMessage(`${losses.length} details were lost.`, "Show");
  if (answer) log.show();
}
