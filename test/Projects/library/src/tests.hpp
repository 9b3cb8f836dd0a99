#pragma once

// One function for each source.
void tasks();
void templates();
void streams();
void synchronisation();
