// First step of every script: pnpm only warns when the install before a script failed, so prove that dependencies resolve.
import { createRequire } from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  fail(
    `Node ${process.versions.node} is too old: these scripts need 22.18 or newer. On Linux run them through "npx -y pnpm@12.21.0 <script>", which brings its own Node 24.`,
  );
}
const require = createRequire(new URL('../package.json', import.meta.url));
for (const name of [
  'typescript/package.json',
  'jest/package.json',
  '@mlops-actions/core/package.json',
  'yaml/package.json',
]) {
  try {
    require.resolve(name);
  } catch (error) {
    if (error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') continue;
    fail(
      `Dependency "${name.replace('/package.json', '')}" is not installed. Run "npx -y pnpm@12.21.0 install" and read its error.`,
    );
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
