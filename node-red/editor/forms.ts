/*
 * What is loaded when a form is first drawn or checked.
 */

export { accountProblemsOf, drawAccount } from './accountForm';
export { drawNode, nodeProblems } from './nodeForm';
