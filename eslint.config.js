// What no file of the browser's side may do; types are checked by tsc (tsconfig.json).
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: [".venv*/", "node_modules/", "benchmarks/alternatives*/"] },
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2025, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-shadow": "error",
      "no-implicit-globals": "error",
    },
  },
  { ignores: ["tests/modules/"], languageOptions: { globals: globals.browser } },
  // Tests of the modules that need no browser.
  { files: ["tests/modules/**"], languageOptions: { globals: globals.node } },
];
