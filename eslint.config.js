// What no file of the browser's side may do; types are checked by tsc (tsconfig.json).
import js from "@eslint/js";
import globals from "globals";

const LINE = 100;
const MODULE_LINES = 400;
const FUNCTION_LINES = 40;

export default [
  { ignores: [".venv*/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2025, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implicit-globals": "error",
      "no-shadow": "error",
      "no-throw-literal": "error",
      "no-var": "error",
      "no-warning-comments": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["layers/**/*.js", "pages/**/*.js"],
    rules: {
      "max-len": ["error", { code: LINE }],
      "max-lines": ["error", { max: MODULE_LINES }],
      "max-lines-per-function": ["error", { max: FUNCTION_LINES, skipComments: true }],
      // An underscore before a name is private: of Leaflet, of the browser, of another class.
      "no-underscore-dangle": ["error", { enforceInMethodNames: true }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "ExportNamedDeclaration > VariableDeclaration[declarations.length>1]",
          message: "Export constants one by one: the linker reads the first.",
        },
        {
          selector: "MemberExpression[property.name='prototype']",
          message: "A class stands in one piece, and nobody else's is changed.",
        },
        {
          selector: ":matches(ClassDeclaration, ClassExpression)[superClass][superClass.name!='Error']",
          message: "Compose: a class has what it needs, it is not another one with changes.",
        },
        {
          selector: "AssignmentExpression > MemberExpression[property.name=/^(inner|outer)HTML$/]",
          message: "Text is data: it reaches the page by textContent.",
        },
      ],
    },
  },
  { ignores: ["tests/modules/"], languageOptions: { globals: globals.browser } },
  // Tests of the modules that need no browser.
  { files: ["tests/modules/**"], languageOptions: { globals: globals.node } },
];
