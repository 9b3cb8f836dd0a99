#pragma once

// What the other sources have.
void tasks();
void synchronisation();
void streams();
void futures();
