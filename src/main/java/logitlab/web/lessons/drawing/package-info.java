/**
 * What several drawings of lessons are made of: vectors as cells, names on a map, links to places inside a model.
 */
package logitlab.web.lessons.drawing;
