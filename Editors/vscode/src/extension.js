// Starts `gvc lsp`, and starts it again when asked to.

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

/** @type {LanguageClient | undefined} */
let client;

function createClient() {
  const command = vscode.workspace.getConfiguration('gvc').get('path', 'gvc');
  const server = { command, args: ['lsp'] };
  return new LanguageClient('gvc', 'GVC', server, {
    documentSelector: [{ language: 'gvc' }],
    synchronize: { configurationSection: 'gvc' },
    markdown: { isTrusted: false },
  });
}

async function start() {
  client = createClient();
  try {
    await client.start();
  } catch (error) {
    const command = vscode.workspace.getConfiguration('gvc').get('path', 'gvc');
    vscode.window.showErrorMessage(`\`${command} lsp\` cannot be started: ${error.message}`);
  }
}

async function restart() {
  await client?.stop().catch(() => {});
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand('gvc.restart', restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('gvc.path')) restart();
    }),
  );
  await start();
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
