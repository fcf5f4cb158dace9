// Starts `gvc lsp`, and shows what its commands answer.

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
