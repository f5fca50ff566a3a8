/** Pictures of the look inside as lists of shapes, which know nothing of models or links. */
package logitlab.web.inside.drawing;
