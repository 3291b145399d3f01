// Figures as a table.
#pragma once

#include <string>
#include <vector>

namespace partitura::bench {

double median(std::vector<double> values);

/// The machine in a line: its name, processor, cores, kernel.
std::string machine();

/// Prints a figure: what it is, the median and range of its runs, and what it should be, if anything.
void printFigure(const std::string& name, const std::vector<double>& runs, const std::string& unit,
                 const std::string& remark = {});
/// Prints a figure that was not measured, and why.
void printSkipped(const std::string& name, const std::string& reason);

} // namespace partitura::bench
