/** What every exercise has: its text, the givens, known mistakes, the verdict on an answer, and the solution. */
package logitlab.lesson.question;
