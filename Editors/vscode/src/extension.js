// Starts `gvc lsp`, and shows what its commands answer.

const crypto = require('node:crypto').webcrypto;
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

/** @type {LanguageClient | undefined} */
let client;

/** The texts of explanations, by the address of the document that shows them. */
const explanations = new Map();

const commands = {
  'gvc.explain': explain,
  'gvc.showFindings': (uri, key) => showLines('gvc/findings', uri, key, 'Nothing follows.'),
  'gvc.showQuestions': (uri, key) =>
    showLines('gvc/questions', uri, key, 'There are no open questions.'),
  'gvc.showPicture': showPicture,
  'gvc.showReport': showReport,
};

/** Tells the server which of its commands this client answers itself. */
const ownCommands = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, commands: Object.keys(commands) };
  },
  initialize() {},
  getState() {
    return { kind: 'static' };
  },
  clear() {},
};

function program() {
  return vscode.workspace.getConfiguration('gvc').get('path', 'gvc');
}

async function start() {
  const server = { command: program(), args: ['lsp'] };
  client = new LanguageClient('gvc', 'GVC', server, {
    documentSelector: [{ language: 'gvc' }],
    synchronize: { configurationSection: 'gvc' },
    markdown: { isTrusted: false },
  });
  client.registerFeature(ownCommands);
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(`\`${program()} lsp\` cannot be started: ${error.message}`);
  }
}

async function restart() {
  await client?.stop().catch(() => {});
  await start();
}

// What stands in the active editor, for commands that are called by hand.
function activeDocument() {
  return vscode.window.activeTextEditor?.document.uri.toString();
}

async function explain(uri = activeDocument(), finding) {
  if (!client || !uri) return;
  finding ??= await vscode.window.showInputBox({
    prompt: 'The finding, as `gvc why` takes it',
    placeHolder: 'functional_ceiling into design on maker',
  });
  if (!finding) return;
  const answer = await client.sendRequest('gvc/explain', { textDocument: { uri }, finding });
  if (!answer) {
    vscode.window.showInformationMessage(`Nothing is known of \`${finding}\`.`);
    return;
  }
  const place = vscode.Uri.from({ scheme: 'gvc-explanation', path: `/${finding}.txt` });
  explanations.set(place.toString(), answer.text);
  changed.fire(place);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(place), {
    preview: true,
    viewColumn: vscode.ViewColumn.Beside,
  });
}

async function showLines(method, uri = activeDocument(), key, none) {
  if (!client || !uri) return;
  const lines = await client.sendRequest(method, { textDocument: { uri }, key: key ?? null });
  if (!lines?.length) {
    vscode.window.showInformationMessage(none);
    return;
  }
  const items = lines.map((line) => ({ label: line.finding, detail: line.text, line }));
  const chosen = await vscode.window.showQuickPick(items, { matchOnDetail: true });
  if (!chosen?.line.location) return;
  const { uri: target, range } = chosen.line.location;
  await vscode.window.showTextDocument(vscode.Uri.parse(target), {
    selection: client.protocol2CodeConverter.asRange(range),
  });
}

/** The panels that show pictures and reports, by what they show. */
const panels = new Map();

/** Opens the panel of a key, or brings it to the front. */
function panel(key, title, options, update) {
  const known = panels.get(key);
  if (known) {
    known.view.reveal(undefined, true);
    known.update();
    return;
  }
  const view = vscode.window.createWebviewPanel(
    'gvc',
    title,
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [], retainContextWhenHidden: true, ...options },
  );
  const entry = { view, update: () => update(view).catch((error) => showError(view, error)) };
  panels.set(key, entry);
  view.onDidDispose(() => panels.delete(key));
  entry.update();
}

function showError(view, error) {
  view.webview.html = page('', `<p>${escaped(error.message)}</p>`, '');
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** A page that may run the one script, and ask nothing of any server. */
function page(style, body, script) {
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'">
<style>${style}</style></head><body>${body}<script nonce="${nonce}">${script}</script></body></html>`;
}

/** Shows the chain, or another view of the case, and keeps it true to the text. */
function showPicture(uri = activeDocument(), chain) {
  if (!client || !uri) return;
  const wanted = { view: 'chain', layer: null, chain: chain ?? null };
  let listens = false;
  panel(`picture ${uri} ${chain ?? ''}`, 'GVC: Picture', {}, async (view) => {
    if (!listens) {
      listens = true;
      view.webview.onDidReceiveMessage((message) => {
        if (message.entity !== undefined) return goTo(message.entity);
        Object.assign(wanted, { view: message.view, layer: message.layer || null });
        panels.get(`picture ${uri} ${chain ?? ''}`)?.update();
      });
    }
    const answer = await client.sendRequest('gvc/picture', { textDocument: { uri }, ...wanted });
    const option = (name, chosen) =>
      `<option value="${escaped(name)}"${name === chosen ? ' selected' : ''}>${escaped(name || 'last period')}</option>`;
    const choices = (id, names, chosen) =>
      `<label>${id} <select id="${id}">${names.map((n) => option(n, chosen)).join('')}</select></label>`;
    view.title = `GVC: ${answer.title}`;
    view.webview.html = page(
      `body { font-family: var(--vscode-font-family); }
       label { margin-right: 1em; } .node, .link { cursor: pointer; }
       svg { max-width: 100%; height: auto; }`,
      `<p>${choices('view', answer.views, wanted.view)}${
        answer.layers.length ? choices('layer', ['', ...answer.layers], wanted.layer ?? '') : ''
      }</p>${answer.svg.replace(/^<\?xml.*?\?>/, '')}`,
      `const vscode = acquireVsCodeApi();
       const value = (id) => document.getElementById(id)?.value ?? '';
       for (const select of document.querySelectorAll('select'))
         select.addEventListener('change', () =>
           vscode.postMessage({ view: value('view'), layer: value('layer') }));
       document.addEventListener('click', (event) => {
         const thing = event.target.closest('[data-entity]');
         if (thing) vscode.postMessage({ entity: thing.dataset.entity });
       });`,
    );
  });
}

/** Shows the report of the case, and keeps it true to the text when it is saved. */
function showReport(uri = activeDocument()) {
  if (!client || !uri) return;
  panel(`report ${uri}`, 'GVC: Report', {}, async (view) => {
    const answer = await client.sendRequest('gvc/report', { textDocument: { uri } });
    view.title = `GVC: ${answer.title}`;
    view.webview.html = answer.html;
  });
}

/** Leads to the declaration of what a picture shows. */
async function goTo(entity) {
  const symbols = await client.sendRequest('workspace/symbol', { query: entity });
  const symbol = symbols?.find((s) => s.name === entity) ?? symbols?.[0];
  if (!symbol) return;
  await vscode.window.showTextDocument(vscode.Uri.parse(symbol.location.uri), {
    viewColumn: vscode.ViewColumn.One,
    selection: client.protocol2CodeConverter.asRange(symbol.location.range),
  });
}

/** Draws again a while after the last change. */
let redrawing;
function redraw(starts, delay) {
  clearTimeout(redrawing);
  redrawing = setTimeout(() => {
    for (const [key, entry] of panels) if (key.startsWith(starts)) entry.update();
  }, delay);
}

const changed = new vscode.EventEmitter();

async function activate(context) {
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider('gvc-explanation', {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => explanations.get(uri.toString()) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      explanations.delete(document.uri.toString());
    }),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.languageId === 'gvc' && panels.size) redraw('picture', 400);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (document.languageId === 'gvc' && panels.size) redraw('', 100);
    }),
    vscode.commands.registerCommand('gvc.restart', restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('gvc.path')) restart();
    }),
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(name, run),
    ),
  );
  await start();
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
